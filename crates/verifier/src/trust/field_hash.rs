//! A hash for tables whose keys hold a field element, cheaper than the standard library's.
//!
//! That one keeps strangers from filling a table with keys that collide. Here the keys come from the trust file alone, which whoever
//! runs the verifier vouches for; what a request shows is only looked up.

use std::hash::{BuildHasherDefault, Hasher};

/// For `HashMap`.
pub(crate) type FieldHash = BuildHasherDefault<FieldHasher>;

/// Multiplies and rotates, word by word.
#[derive(Default)]
pub(crate) struct FieldHasher(u64);

impl Hasher for FieldHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.write_u64(u64::from_le_bytes(*word)));
        rest.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, word: u64) {
        // The fraction of the golden ratio, which is odd: multiplication by it loses nothing and spreads low bits upwards.
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }

    fn write_isize(&mut self, word: isize) {
        self.write_u64(word as u64);
    }

    fn finish(&self) -> u64 {
        // The table takes its place from low bits, into which high ones must be folded.
        self.0 ^ (self.0 >> 32)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::hash::BuildHasher;

    use egate_groth16::Fr;
    use egate_protocol::Document;

    use super::*;
    use crate::trust::root::RootKind;

    #[test]
    fn every_part_of_a_key_counts() {
        let hash = FieldHash::default();
        let mut places = BTreeSet::new();
        for kind in RootKind::ALL {
            for document in Document::ALL {
                for value in 0..100_u64 {
                    places.insert(hash.hash_one((kind, document, Fr::from(value))));
                }
            }
        }
        assert_eq!(places.len(), RootKind::ALL.len() * Document::ALL.len() * 100);
        let low: BTreeSet<u64> = places.iter().map(|place| place % 4096).collect();
        assert!(low.len() > 1500, "2400 keys fall on {} of 4096 places", low.len());
    }
}
