//! Numbers of the curve.

/// The parameter x of BN254.
pub(crate) const X: u64 = 4_965_661_367_192_848_881;

/// The signed digits of 6x + 2 after the highest, which is 1; the highest of these comes first.
pub(crate) const LOOP_DIGITS: [i8; 64] = loop_digits();

/// The non-adjacent form, but with the digits 1, 0, -1 at its top written 1, 1: a doubling less.
const fn loop_digits() -> [i8; 64] {
    let mut rest = 6 * X as u128 + 2;
    let mut digits = [0; 66];
    let mut position = 0;
    while rest > 0 {
        if rest & 1 == 1 {
            digits[position] = if rest & 2 == 0 { 1 } else { -1 };
            rest = if rest & 2 == 0 { rest - 1 } else { rest + 1 };
        }
        rest >>= 1;
        position += 1;
    }
    assert!(position == 66 && digits[65] == 1 && digits[64] == 0 && digits[63] == -1);
    digits[63] = 1;
    let mut highest_first = [0; 64];
    let mut index = 0;
    while index < 64 {
        highest_first[index] = digits[63 - index];
        index += 1;
    }
    highest_first
}
