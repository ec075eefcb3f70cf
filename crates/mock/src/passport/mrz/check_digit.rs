//! Check digits of a MRZ (ICAO Doc 9303-3, section 4.9).

/// The weights, repeated over the field.
const WEIGHTS: [u32; 3] = [7, 3, 1];

/// The check digit over these MRZ characters, as an ASCII digit: their values (0 to 9, A = 10 to Z = 35, `<` = 0) times the
/// weights 7, 3, 1, summed modulo 10. Any other byte counts as zero; the fields are checked for such bytes elsewhere.
pub(super) fn check_digit<'a>(characters: impl IntoIterator<Item = &'a u8>) -> u8 {
    let sum: u32 = characters.into_iter().zip(WEIGHTS.iter().cycle()).map(|(&byte, weight)| value(byte) * weight).sum();
    // A digit: the remainder is below ten.
    b'0' + (sum % 10) as u8
}

fn value(byte: u8) -> u32 {
    match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        b'A'..=b'Z' => u32::from(byte - b'A') + 10,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_icao() {
        // Doc 9303-3, appendix A, and the specimen of Doc 9303-4.
        for (field, digit) in [
            ("520727", b'3'),
            ("AB2134<<<", b'5'),
            ("L898902C3", b'6'),
            ("740812", b'2'),
            ("120415", b'9'),
            ("ZE184226B<<<<<", b'1'),
            ("HA672242<658022549601086<<<<<<<<<<<<<<0", b'8'),
            ("<<<<<<<<<<<<<<", b'0'),
        ] {
            assert_eq!(char::from(check_digit(field.as_bytes())), char::from(digit), "{field}");
        }
    }
}
