//! `egate batch`: a file of requests to a file of verdicts.

mod bar;
mod tell;

use std::fs::{self, File};
use std::io::Read;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use egate_batch::Threads;
use egate_jobs::{Clock, Files, Job, JobError, Place, Summary};
use egate_verifier::{Environment, EnvironmentType, Live, Terms, Test, Verifier};

use crate::args::BatchArgs;
use crate::failure::Failure;
use crate::files::{Access, Staged, exists, unwritable};
use crate::judge::{expected_scope, terms};
use crate::output::{Report, print_beside};
use crate::page::Page;
use crate::trust::believed;
use crate::{input, values};

pub(crate) fn run(args: &BatchArgs, as_json: bool) -> Result<Report, Failure> {
    let files = Files { input: Place::named(&args.input), output: Place::named(&args.out), resume: args.resume };
    let stdout_is_taken = files.output == Place::Standard;
    if stdout_is_taken && as_json {
        return Err(Failure::usage(
            "--json prints the summary on standard output, which takes the verdicts: write it with --summary FILE",
        ));
    }
    if files.input == Place::Standard {
        input::claim_stdin()?;
    }
    if let Some(path) = args.summary.as_deref() {
        check_place_of_summary(path, args.resume)?;
    }
    let terms = batch_terms(args)?;
    let summary = match args.against.env {
        Environment::Test => run_in::<Test>(args, &files, terms)?,
        Environment::Live => run_in::<Live>(args, &files, terms)?,
    };
    let json = summary.to_json();
    if let Some(path) = &args.summary {
        write_summary(path, &json, args.resume)?;
    }
    let mut page = tell::page(&summary);
    if stdout_is_taken {
        print_beside(&page);
        page = Page::default();
    }
    Ok(Report { exit: summary.status().into(), page, json })
}

fn batch_terms(args: &BatchArgs) -> Result<Terms, Failure> {
    let scope = expected_scope(&args.against)?.ok_or_else(|| {
        Failure::usage(
            "requests are judged for an application: pass --scope-seed and --endpoint as the app got them, or accept proofs made for any with --any-scope",
        )
    })?;
    let terms = terms(&args.against, Some(scope))?;
    Ok(if args.at_proof_date { terms.at_proof_date() } else { terms })
}

fn run_in<E: EnvironmentType>(args: &BatchArgs, files: &Files, terms: Terms) -> Result<Summary, Failure> {
    // The job says so as well, but not before the trust file is believed.
    if E::ENVIRONMENT == Environment::Live && args.at_proof_date && !args.archive {
        return Err(JobError::ArchiveNotNamed.into());
    }
    let now = args.against.at.unwrap_or_else(values::now);
    let roots = believed::<E>(&args.against, None, now)?;
    let job = Job {
        verifier: Arc::new(Verifier::new(roots)),
        terms: Arc::new(terms),
        clock: args.against.at.map_or(Clock::Beginning(now), Clock::Chosen),
        archive: args.archive,
        threads: threads(args)?,
        batch_lines: NonZeroUsize::new(args.batch_size.into()).unwrap_or(NonZeroUsize::MIN),
    };
    let bar = bar::Bar::new();
    let summary = job.run(files, &mut |progress| bar.show(progress));
    bar.clear();
    Ok(summary?)
}

/// The threads that are asked for, else as many as the machine runs at once.
fn threads(args: &BatchArgs) -> Result<Threads, Failure> {
    let asked = args.threads.and_then(|count| NonZeroUsize::new(count.into()));
    let count = asked.unwrap_or_else(|| thread::available_parallelism().unwrap_or(NonZeroUsize::MIN));
    Threads::new(count).map_err(|error| Failure::error("no_threads", error))
}

/// A job that is resumed replaces the summary of its last run, and nothing else: not its input, output or journal either.
fn check_place_of_summary(path: &Path, resumed: bool) -> Result<(), Failure> {
    let Ok(found) = fs::symlink_metadata(path) else { return Ok(()) };
    let mut beginning = Vec::new();
    if resumed && found.is_file() {
        let read = File::open(path).and_then(|file| file.take(SUMMARY_BEGINS.len() as u64).read_to_end(&mut beginning));
        read.map_err(|why| unwritable(path, &why))?;
    }
    if beginning == SUMMARY_BEGINS { Ok(()) } else { Err(exists(path)) }
}

/// How every summary begins.
const SUMMARY_BEGINS: &[u8] = br#"{"format":"egate-batch-summary-"#;

fn write_summary(path: &Path, json: &str, resumed: bool) -> Result<(), Failure> {
    check_place_of_summary(path, resumed)?;
    let staged = Staged::write(path, format!("{json}\n").as_bytes(), Access::Public)?;
    if resumed { staged.put() } else { staged.put_new() }
}
