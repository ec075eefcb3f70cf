//! `egate bench`: what this machine does, as a table to paste.

use std::thread;
use std::time::Duration;

use egate_bench::measure::Budget;
use egate_bench::{Backend, BenchError, Measured, Plan, Report as Figures, Selection};

use crate::args::BenchArgs;
use crate::failure::Failure;
use crate::output::{Exit, Report};
use crate::page::{Page, Tone};
use crate::progress::step;

pub(crate) fn run(args: &BenchArgs) -> Result<Report, Failure> {
    let selection = Selection {
        only: args.only,
        n: args.n.map(|n| n as usize),
        threads: args.threads.map(usize::from),
        backend: args.backend,
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let plan = Plan::new(&selection, cores).map_err(|error| Failure::usage(&error))?;
    let budget = Budget::of(Duration::from_secs(args.seconds.into()));
    let figures = egate_bench::run(&plan, &budget, &mut step)?;
    let json = serde_json::to_string(&figures).map_err(|error| Failure::error("internal_error", error))?;
    Ok(Report { exit: Exit::Ok, page: page(&figures), json })
}

impl From<BenchError> for Failure {
    fn from(error: BenchError) -> Self {
        Self::error(error.code(), &error)
    }
}

fn page(figures: &Figures) -> Page {
    let version = format!("{} on {}", figures.version, figures.machine);
    let mut page = Page::new(Tone::Good, "egate", &version);
    let mut backends: Vec<Backend> = figures.results.iter().map(|result| result.row.backend).collect();
    backends.dedup();
    for backend in backends {
        let results: Vec<&Measured> = figures.results.iter().filter(|result| result.row.backend == backend).collect();
        page.heading(&format!("back end {backend}"));
        table(&results).iter().for_each(|line| page.line(line));
    }
    page.gap();
    page.line(&format!(
        "Medians of {} rounds. x: as many times the {} proofs a second of a loop of ark-groth16 on one thread, measured in between.",
        figures.rounds,
        rate(figures.ark_loop)
    ));
    if cfg!(debug_assertions) {
        page.line("This is a debug build: its figures mean nothing. Build with --release.");
    }
    page
}

/// A line for each name and size, and for each number of threads two columns.
fn table(results: &[&Measured]) -> Vec<String> {
    let mut thread_counts: Vec<usize> = results.iter().map(|result| result.row.threads).collect();
    thread_counts.sort_unstable();
    thread_counts.dedup();
    let mut labels: Vec<(&str, usize)> = Vec::new();
    for result in results {
        let label = (result.row.name.as_str(), result.row.n);
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    let threads = thread_counts.iter().map(|threads| match threads {
        1 => format!("{:>20}", "1 thread"),
        threads => format!("{:>20}", format!("{threads} threads")),
    });
    let columns = thread_counts.iter().map(|_| format!("{:>12}{:>8}", "per second", "x"));
    let mut lines = vec![
        format!("{:<18}{}", "", threads.collect::<String>()),
        format!("{:<12}{:>6}{}", "", "N", columns.collect::<String>()),
    ];
    for (name, n) in labels {
        let figures = thread_counts.iter().map(|threads| {
            let row = |result: &&&Measured| {
                (result.row.name.as_str(), result.row.n, result.row.threads) == (name, n, *threads)
            };
            match results.iter().find(row) {
                Some(result) => format!("{:>12}{:>8}", rate(result.per_second), times(result.ratio_to_ark_loop)),
                None => format!("{:>20}", ""),
            }
        });
        lines.push(format!("{name:<12}{n:>6}{}", figures.collect::<String>()).trim_end().to_owned());
    }
    lines
}

/// Whole numbers where nobody misses the rest.
fn rate(per_second: f64) -> String {
    if per_second < 100.0 { format!("{per_second:.1}") } else { format!("{per_second:.0}") }
}

fn times(ratio: f64) -> String {
    if ratio < 100.0 { format!("{ratio:.2}") } else { format!("{ratio:.0}") }
}

#[cfg(test)]
mod tests {
    use egate_bench::{Name, Row};

    use super::*;

    fn measured(name: Name, n: usize, threads: usize, per_second: f64) -> Measured {
        let row = Row { name, n, threads, backend: Backend::Ark };
        Measured { row, per_second, ratio_to_ark_loop: per_second / 300.0 }
    }

    #[test]
    fn columns_line_up() {
        let results = [
            measured(Name::ArkLoop, 1, 1, 300.0),
            measured(Name::Batch, 4096, 1, 123_456.0),
            measured(Name::Batch, 4096, 16, 23.456),
        ];
        let expected = [
            "                              1 thread          16 threads",
            "                 N  per second       x  per second       x",
            "ark_loop         1         300    1.00",
            "batch         4096      123456     412        23.5    0.08",
        ];
        assert_eq!(table(&results.iter().collect::<Vec<_>>()), expected);
    }
}
