//! National characters in the letters of a MRZ (ICAO Doc 9303-3, section 6, table A).

use unicode_normalization::UnicodeNormalization;

/// What ICAO's table gives for characters of the Latin script that are no letter with a mark, or whose mark counts. Where the
/// table leaves a choice (AE or A), the first is taken. All its other rows drop the mark.
const LATIN: [(char, &str); 17] = [
    ('Ä', "AE"),
    ('Å', "AA"),
    ('Æ', "AE"),
    ('Ð', "D"),
    ('Ö', "OE"),
    ('Ø', "OE"),
    ('Ü', "UE"),
    ('Þ', "TH"),
    ('Đ', "D"),
    ('Ħ', "H"),
    ('Ĳ', "IJ"),
    ('Ŀ', "L"),
    ('Ł', "L"),
    ('Ŋ', "N"),
    ('Œ', "OE"),
    ('Ŧ', "T"),
    ('ẞ', "SS"),
];

/// The letters A to Z that stand for `character` in a MRZ; nothing for a mark on its own. `None` if ICAO's table has none.
pub(super) fn letters(character: char) -> Option<String> {
    let mut letters = String::new();
    for capital in character.to_uppercase() {
        match of_capital(capital) {
            Some(known) => letters.push_str(&known),
            None => {
                for part in std::iter::once(capital).nfd().filter(|part| !is_mark(*part)) {
                    letters.push_str(&of_capital(part)?);
                }
            }
        }
    }
    Some(letters)
}

fn of_capital(capital: char) -> Option<String> {
    if capital.is_ascii_uppercase() {
        return Some(capital.to_string());
    }
    LATIN.iter().find(|(known, _)| *known == capital).map(|(_, letters)| (*letters).to_owned())
}

/// Combining diacritical marks, the block U+0300 to U+036F.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Table A of Doc 9303-3, section 6, by its transliterations (first choice), in both cases.
    const TABLE_A: [(&str, &str); 31] = [
        ("A", "ÀÁÂÃĀĂĄ"),
        ("AE", "ÄÆ"),
        ("AA", "Å"),
        ("C", "ÇĆĈĊČ"),
        ("D", "ÐĎĐ"),
        ("E", "ÈÉÊËĒĔĖĘĚ"),
        ("G", "ĜĞĠĢ"),
        ("H", "ĤĦ"),
        ("I", "ÌÍÎÏĨĪĬĮİ"),
        ("IJ", "Ĳ"),
        ("J", "Ĵ"),
        ("K", "Ķ"),
        ("L", "ĹĻĽĿŁ"),
        ("N", "ÑŃŅŇŊ"),
        ("O", "ÒÓÔÕŌŎŐ"),
        ("OE", "ÖØŒ"),
        ("R", "ŔŖŘ"),
        ("S", "ŚŜŞŠ"),
        ("SS", "ẞ"),
        ("T", "ŢŤŦ"),
        ("TH", "Þ"),
        ("U", "ÙÚÛŨŪŬŮŰŲ"),
        ("UE", "Ü"),
        ("W", "Ŵ"),
        ("Y", "ÝŶŸ"),
        ("Z", "ŹŻŽ"),
        // Beyond the table: Vietnamese, Romanian, Welsh; the mark is dropped likewise.
        ("A", "ẠẢẤẦẨẪẬẮẰẲẴẶ"),
        ("O", "ƠỚỜỞỠỢỐỒ"),
        ("S", "Ș"),
        ("T", "Ț"),
        ("W", "ẀẂẄ"),
    ];

    #[test]
    fn the_table_of_icao() {
        for (expected, characters) in TABLE_A {
            for character in characters.chars() {
                assert_eq!(letters(character).as_deref(), Some(expected), "{character}");
                for small in character.to_lowercase().filter(|small| !is_mark(*small)) {
                    let of_small = if character == 'İ' { "I" } else { expected };
                    assert_eq!(letters(small).as_deref(), Some(of_small), "{small}");
                }
            }
        }
        assert_eq!(letters('ı').as_deref(), Some("I"));
        assert_eq!(letters('ß').as_deref(), Some("SS"));
    }

    #[test]
    fn other_scripts_and_signs_have_no_letters() {
        for character in ['Я', 'я', 'Ω', 'ع', '李', '1', '<', '@', '€', '\u{0}'] {
            assert_eq!(letters(character), None, "{character}");
        }
    }
}
