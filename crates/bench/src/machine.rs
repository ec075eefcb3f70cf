//! The machine that is measured, as far as figures depend on it.

use std::fmt;
use std::{env, fs, thread};

use serde::Serialize;

/// Processor and system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Machine {
    /// The processor's own name, or `unknown` where the system does not say.
    pub cpu: String,
    /// How many threads it runs at once for this process.
    pub cores: usize,
    /// The instruction set.
    pub arch: &'static str,
    /// The system.
    pub os: &'static str,
    /// Extensions of the instruction set that an engine may use.
    pub features: Vec<&'static str>,
}

impl Machine {
    /// This one.
    #[must_use]
    pub fn this() -> Self {
        Self {
            cpu: cpu_name().unwrap_or_else(|| "unknown".to_owned()),
            cores: thread::available_parallelism().map_or(1, usize::from),
            arch: env::consts::ARCH,
            os: env::consts::OS,
            features: features(),
        }
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cpu, cores, arch, os, features } = self;
        let threads = if *cores == 1 { "thread" } else { "threads" };
        write!(f, "{cpu}, {cores} {threads}, {arch} {os}")?;
        if !features.is_empty() {
            write!(f, ", {}", features.join(" "))?;
        }
        Ok(())
    }
}

fn cpu_name() -> Option<String> {
    let text = fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    let (_, name) = line.split_once(':')?;
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}

#[cfg(target_arch = "x86_64")]
fn features() -> Vec<&'static str> {
    let known = [
        ("bmi2", is_x86_feature_detected!("bmi2")),
        ("adx", is_x86_feature_detected!("adx")),
        ("avx2", is_x86_feature_detected!("avx2")),
        ("avx512f", is_x86_feature_detected!("avx512f")),
        ("avx512ifma", is_x86_feature_detected!("avx512ifma")),
        ("avx512vl", is_x86_feature_detected!("avx512vl")),
    ];
    known.into_iter().filter(|(_, detected)| *detected).map(|(name, _)| name).collect()
}

#[cfg(target_arch = "aarch64")]
fn features() -> Vec<&'static str> {
    let known = [
        ("neon", std::arch::is_aarch64_feature_detected!("neon")),
        ("sve", std::arch::is_aarch64_feature_detected!("sve")),
    ];
    known.into_iter().filter(|(_, detected)| *detected).map(|(name, _)| name).collect()
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn features() -> Vec<&'static str> {
    Vec::new()
}
