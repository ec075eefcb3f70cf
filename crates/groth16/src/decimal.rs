//! Decimal digits, eight at a time: what reading a request spends most of its numbers' time on.
//!
//! Eight ASCII digits in a 64-bit word are checked with two masks and summed in three multiplications (D. Lemire, "Quickly parsing
//! eight digits", 2018). Two words are a step of sixteen digits; the integer is built with one multiplication of its limbs
//! for each step.

/// Digits in a word.
const WORD: usize = 8;

/// Digits in a step: 10^16 fits a limb.
const STEP: usize = 2 * WORD;

/// The integer that 1 to 77 digits spell, least significant limb first; `None` if one is no digit or there are others than so
/// many.
pub(crate) fn read(digits: &[u8]) -> Option<[u64; 4]> {
    if digits.is_empty() || digits.len() > crate::number::MAX_DECIMAL_DIGITS {
        return None;
    }
    let (first, steps) = digits.split_at_checked(digits.len() % STEP)?;
    // What does not fill a step is filled up with zeros in front.
    let mut filled = [b'0'; STEP];
    filled.get_mut(STEP - first.len()..)?.copy_from_slice(first);
    let mut limbs = [step(&filled)?, 0, 0, 0];
    for digits in steps.as_chunks::<STEP>().0 {
        // limbs = limbs * 10^16 + step; the last carry is zero, because 10^77 < 2^256.
        let mut carry = u128::from(step(digits)?);
        for limb in &mut limbs {
            carry += u128::from(*limb) * 10_000_000_000_000_000;
            *limb = carry as u64;
            carry >>= 64;
        }
    }
    Some(limbs)
}

/// The number that sixteen digits spell.
#[inline(always)]
fn step(digits: &[u8; STEP]) -> Option<u64> {
    let text = u128::from_le_bytes(*digits);
    let (high, low) = (text as u64, (text >> 64) as u64);
    (are_digits(high) & are_digits(low)).then(|| word(high) * 100_000_000 + word(low))
}

/// Whether every byte is an ASCII digit: its high half is 3, and still is when 6 is added to it, which 0x3a to 0x3f fail. A carry into
/// the next byte comes only from a byte that fails the first test.
#[inline(always)]
fn are_digits(text: u64) -> bool {
    const HIGH: u64 = 0xf0f0_f0f0_f0f0_f0f0;
    const SIXES: u64 = 0x0606_0606_0606_0606;
    const THREES: u64 = 0x3030_3030_3030_3030;
    (text & HIGH == THREES) & (text.wrapping_add(SIXES) & HIGH == THREES)
}

/// The number that eight digits spell, the first in the lowest byte: neighbours are joined to pairs, pairs to fours, fours to all.
#[inline(always)]
fn word(text: u64) -> u64 {
    let ones = text & 0x0f0f_0f0f_0f0f_0f0f;
    let pairs = (ones.wrapping_mul((10 << 8) + 1) >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul((100 << 16) + 1) >> 16) & 0x0000_ffff_0000_ffff;
    fours.wrapping_mul((10_000 << 32) + 1) >> 32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// One digit after the other.
    fn slowly(digits: &[u8]) -> Option<[u64; 4]> {
        if !(1..=77).contains(&digits.len()) {
            return None;
        }
        let mut limbs = [0_u64; 4];
        for digit in digits {
            let mut carry = u128::from(digit.checked_sub(b'0').filter(|digit| *digit < 10)?);
            for limb in &mut limbs {
                carry += u128::from(*limb) * 10;
                *limb = carry as u64;
                carry >>= 64;
            }
            assert_eq!(carry, 0);
        }
        Some(limbs)
    }

    #[test]
    fn every_length_of_the_same_digit() {
        for digit in 0..=255_u8 {
            for length in 0..=80 {
                let digits = vec![digit; length];
                assert_eq!(read(&digits), slowly(&digits), "{digit} {length}");
            }
        }
    }

    #[test]
    fn every_other_byte_at_every_place() {
        for length in 1..=77 {
            for place in 0..length {
                for byte in 0..=255_u8 {
                    let mut digits = vec![b'7'; length];
                    digits[place] = byte;
                    assert_eq!(read(&digits), slowly(&digits), "{byte} at {place} of {length}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn digits_are_read_as_one_by_one(digits in "[0-9]{1,77}") {
            prop_assert_eq!(read(digits.as_bytes()), slowly(digits.as_bytes()));
        }

        #[test]
        fn bytes_are_read_as_one_by_one(bytes in prop::collection::vec(0x2e_u8..0x3c, 0..20)) {
            prop_assert_eq!(read(&bytes), slowly(&bytes));
        }
    }
}
