//! The progress bar of a job, on a terminal.

use std::cell::Cell;
use std::io::{self, IsTerminal};
use std::time::Instant;

use egate_jobs::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::tell::grouped;

/// Of an input whose length is known, and of one that is not.
const WITH_LENGTH: &str = "{bar:24} {percent:>3}%  {msg}, {eta} left";
const WITHOUT_LENGTH: &str = "{spinner} {msg}";

/// A bar on standard error; none where that is no terminal.
pub(super) struct Bar {
    bar: ProgressBar,
    /// When the first batch was done, and how many lines there were then.
    first: Cell<Option<(Instant, u64)>>,
}

impl Bar {
    pub(super) fn new() -> Self {
        let bar = match io::stderr().is_terminal() {
            true => ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()),
            false => ProgressBar::hidden(),
        };
        Self { bar, first: Cell::new(None) }
    }

    pub(super) fn show(&self, progress: &Progress) {
        if self.bar.is_hidden() {
            return;
        }
        let lines = progress.statuses.lines();
        let rate = match self.first.get() {
            Some((start, before)) => {
                let seconds = start.elapsed().as_secs_f64().max(f64::EPSILON);
                format!(", {}/s", grouped((lines.saturating_sub(before) as f64 / seconds) as u64))
            }
            None => {
                self.begin(progress);
                self.first.set(Some((Instant::now(), lines)));
                String::new()
            }
        };
        let statuses = &progress.statuses;
        self.bar.set_position(progress.input_read);
        self.bar.set_message(format!(
            "{} lines{rate}: {} valid, {} invalid, {} error",
            grouped(lines),
            grouped(statuses.valid),
            grouped(statuses.invalid),
            grouped(statuses.error)
        ));
    }

    /// The time left is reckoned from here: what an earlier run judged took no time of this one's.
    fn begin(&self, progress: &Progress) {
        let template = if progress.input_length.is_some() { WITH_LENGTH } else { WITHOUT_LENGTH };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style.progress_chars("=> "));
        }
        if let Some(length) = progress.input_length {
            self.bar.set_length(length);
        }
        self.bar.set_position(progress.input_read);
        self.bar.reset_eta();
    }

    /// Leaves nothing of it on the terminal.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
