//! Little-endian numbers from a slice, each read bounded.

use ark_ff::BigInt;

use super::{ELEMENT, R1csError};

/// What is left of a slice.
pub(super) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn take(&mut self, count: usize, what: &'static str) -> Result<&'a [u8], R1csError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(R1csError::Truncated { what })?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self, what: &'static str) -> Result<[u8; N], R1csError> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(R1csError::Truncated { what })?;
        self.0 = rest;
        Ok(*taken)
    }

    pub(super) fn u32(&mut self, what: &'static str) -> Result<u32, R1csError> {
        self.array(what).map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self, what: &'static str) -> Result<u64, R1csError> {
        self.array(what).map(u64::from_le_bytes)
    }

    /// A count of 32 bits, at most `limit`.
    pub(super) fn count(&mut self, what: &'static str, limit: usize) -> Result<usize, R1csError> {
        let got = usize::try_from(self.u32(what)?).unwrap_or(usize::MAX);
        if got > limit { Err(R1csError::Count { what, got, limit }) } else { Ok(got) }
    }

    /// A number of 256 bits, not yet an element of the field.
    pub(super) fn element(&mut self, what: &'static str) -> Result<BigInt<4>, R1csError> {
        let mut bytes = Reader(self.take(ELEMENT, what)?);
        Ok(BigInt::new([bytes.u64(what)?, bytes.u64(what)?, bytes.u64(what)?, bytes.u64(what)?]))
    }
}
