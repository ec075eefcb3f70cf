//! Whose arithmetic is used: chosen once, when it is first asked for.

use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use thiserror::Error;

/// The environment variable that forces a back end.
pub const BACKEND_VARIABLE: &str = "EGATE_BACKEND";

/// An implementation of the arithmetic. All give the same results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Backend {
    /// arkworks: to compare with.
    Ark,
    /// Safe Rust, four limbs of 64 bits; on every machine.
    Portable,
    /// The same with the instructions mulx, adcx and adox of x86_64.
    Adx,
    /// Eight proofs at once, five limbs of 52 bits, with AVX-512 IFMA; what is not done eightfold is done with [`Self::Adx`].
    Ifma,
}

impl Backend {
    /// All of them, slowest first.
    pub const ALL: [Self; 4] = [Self::Ark, Self::Portable, Self::Adx, Self::Ifma];

    /// Its name, as [`BACKEND_VARIABLE`] takes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ark => "ark",
            Self::Portable => "portable",
            Self::Adx => "adx",
            Self::Ifma => "avx512ifma",
        }
    }

    /// Whether this machine has what it takes.
    #[must_use]
    pub fn is_available(self) -> bool {
        match self {
            Self::Ark | Self::Portable => true,
            Self::Adx => has_adx(),
            Self::Ifma => has_adx() && has_ifma(),
        }
    }

    /// Those that this machine has, slowest first.
    pub fn available() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|backend| backend.is_available())
    }

    /// The one in use: the fastest that the machine has, unless [`BACKEND_VARIABLE`] names another. The variable is read once;
    /// [`check_choice`] says whether it names one that the machine has. If it does not, the fastest is used.
    #[must_use]
    pub fn active() -> Self {
        static ACTIVE: OnceLock<Backend> = OnceLock::new();
        *ACTIVE.get_or_init(|| check_choice().ok().flatten().unwrap_or_else(Self::fastest))
    }

    fn fastest() -> Self {
        Self::available().last().unwrap_or(Self::Portable)
    }
}

impl fmt::Display for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Backend {
    type Err = BackendError;

    fn from_str(text: &str) -> Result<Self, BackendError> {
        let named = Self::ALL.into_iter().find(|backend| backend.as_str() == text);
        named.ok_or_else(|| BackendError::Unknown(text.to_owned()))
    }
}

/// What [`BACKEND_VARIABLE`] asks for; nothing if it is not set or empty.
///
/// # Errors
///
/// [`BackendError`] if it names no back end, or one that this machine lacks.
pub fn check_choice() -> Result<Option<Backend>, BackendError> {
    let Some(text) = std::env::var_os(BACKEND_VARIABLE).filter(|text| !text.is_empty()) else { return Ok(None) };
    let backend: Backend = text.to_string_lossy().parse()?;
    if backend.is_available() { Ok(Some(backend)) } else { Err(BackendError::NotHere(backend)) }
}

/// A back end that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BackendError {
    /// There is none of this name.
    #[error("there is no back end {0:?}: expected ark, portable, adx or avx512ifma")]
    Unknown(String),
    /// The machine lacks the instructions.
    #[error("this machine has no {0}: leave {BACKEND_VARIABLE} unset, or set it to portable")]
    NotHere(Backend),
}

#[cfg(target_arch = "x86_64")]
fn has_adx() -> bool {
    is_x86_feature_detected!("bmi2") && is_x86_feature_detected!("adx")
}

#[cfg(target_arch = "x86_64")]
fn has_ifma() -> bool {
    is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512ifma")
}

#[cfg(not(target_arch = "x86_64"))]
fn has_adx() -> bool {
    false
}

#[cfg(not(target_arch = "x86_64"))]
fn has_ifma() -> bool {
    false
}
