//! Field elements that must be small integers: years, digits, ids.

use ark_bn254::Fr;
use ark_ff::{BigInt, PrimeField};

/// The element as an integer, when it is below 2^64.
pub(crate) fn to_u64(element: &Fr) -> Option<u64> {
    match element.into_bigint() {
        BigInt([low, 0, 0, 0]) => Some(low),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_values_below_two_to_the_64_are_small() {
        assert_eq!(to_u64(&Fr::from(0u64)), Some(0));
        assert_eq!(to_u64(&Fr::from(u64::MAX)), Some(u64::MAX));
        assert_eq!(to_u64(&(Fr::from(u64::MAX) + Fr::from(1u64))), None);
        assert_eq!(to_u64(&-Fr::from(1u64)), None);
    }
}
