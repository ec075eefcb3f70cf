//! The random coefficients of the combined equation.

use egate_bn254::Coefficient;
use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSliceMut;

/// Bytes of randomness behind a coefficient.
const BYTES: usize = 16;

/// Bytes that are asked for at once: a few microseconds, and many for a call of the system.
const CHUNK: usize = 8 * 1024;

/// Independent coefficients from the operating system's generator; none is zero, and all 2^128 are different. `None` if it gives no
/// randomness: then there is nothing to combine with.
pub(super) fn draw(count: usize) -> Option<Vec<Coefficient>> {
    let mut bytes = vec![0; BYTES.checked_mul(count)?];
    bytes.par_chunks_mut(CHUNK).try_for_each(getrandom::fill).ok()?;
    Some(bytes.as_chunks::<BYTES>().0.iter().map(|bytes| Coefficient::from_bytes(*bytes)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_ff::PrimeField;

    #[test]
    fn all_bits_are_random() {
        let mut bytes = [0_u8; 16];
        let drawn = draw(1000).unwrap();
        assert_eq!(drawn.len(), 1000);
        let mut values: Vec<_> = drawn.iter().map(|r| r.to_scalar().into_bigint()).collect();
        values.sort_unstable();
        values.dedup();
        assert_eq!(values.len(), 1000);
        // Each of the 128 bits is seen in both states.
        let set = |bits: u128| (0..128).filter(|bit| bits >> bit & 1 == 1).count();
        let (or, and) = drawn.iter().fold((0, u128::MAX), |(or, and), r| (or | r.bits(), and & r.bits()));
        assert_eq!((set(or), set(and)), (128, 0));
        bytes[15] = 1;
        assert_ne!(Coefficient::from_bytes(bytes), Coefficient::from_bytes([0; 16]));
    }
}
