//! A page for the terminal: a headline, headings, rows and lines.
//!
//! Text that goes on a page may come from a stranger's request or file, so nothing in it reaches the terminal as a control
//! sequence: what could move the cursor, change colours or reorder text is shown as its code.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

/// How wide the labels of rows are, in characters.
const LABEL_WIDTH: usize = 20;

/// How a headline is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// As hoped.
    Good,
    /// A clear no.
    Warning,
    /// An error.
    Bad,
}

impl Tone {
    fn style(self) -> Style {
        let colour = match self {
            Self::Good => AnsiColor::Green,
            Self::Warning => AnsiColor::Yellow,
            Self::Bad => AnsiColor::Red,
        };
        colour.on_default().bold()
    }
}

/// A page under construction, with colours that [`crate::output`] strips when nobody sees them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    text: String,
}

impl Page {
    /// A page that opens with one word and what it means.
    pub(crate) fn new(tone: Tone, word: &str, sentence: &str) -> Self {
        let mut page = Self::default();
        let style = tone.style();
        page.push(format_args!("{style}{word:<8}{style:#} {}", printable(sentence)));
        page
    }

    /// An empty line and a heading.
    pub(crate) fn heading(&mut self, text: &str) {
        let style = Style::new().bold();
        self.gap();
        self.push(format_args!("{style}{}{style:#}", printable(text)));
    }

    /// A label and its value.
    pub(crate) fn row(&mut self, label: &str, value: &str) {
        self.push(format_args!("  {:<LABEL_WIDTH$} {}", printable(label), printable(value)));
    }

    /// A line of its own.
    pub(crate) fn line(&mut self, text: &str) {
        self.push(format_args!("  {}", printable(text)));
    }

    /// An empty line.
    pub(crate) fn gap(&mut self) {
        self.text.push('\n');
    }

    /// The page, with colours.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    fn push(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = writeln!(self.text, "{line}");
    }
}

/// The text with everything that a terminal would act on shown as its code, such as `\u{1b}`.
pub(crate) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() || is_invisible_format(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Characters that reorder or hide text around them: Unicode's bidirectional and zero-width formats.
fn is_invisible_format(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_the_terminal_as_a_command() {
        assert_eq!(printable("Zoë <O'Neil>"), "Zoë <O'Neil>");
        assert_eq!(printable("a\u{1b}[2Jb\nc\u{9b}"), r"a\u{1b}[2Jb\u{a}c\u{9b}");
        assert_eq!(printable("\u{202e}dilav"), r"\u{202e}dilav");
    }

    #[test]
    fn rows_line_up() {
        let mut page = Page::new(Tone::Good, "VALID", "it holds");
        page.row("short", "1");
        page.row("a longer label", "2");
        let columns: Vec<_> = page.as_str().lines().skip(1).map(|line| line.find(['1', '2'])).collect();
        assert_eq!(columns, [Some(LABEL_WIDTH + 3); 2]);
    }
}
