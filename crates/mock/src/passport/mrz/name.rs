//! The holder's name as the 39 characters of a TD3 MRZ (ICAO Doc 9303-3, sections 4.6 and 6, and Doc 9303-4, section 4.2).

use std::fmt;
use std::str::FromStr;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use super::FILLER;
use super::transliteration::letters;

/// Length of the name field.
pub const NAME_LEN: usize = 39;

/// The longest name that is read, in bytes: many times what the field takes, so that only nonsense is refused.
pub const MAX_NAME_BYTES: usize = 512;

/// The longest primary identifier beside which the separator and one letter of the secondary one still fit.
const MAX_PRIMARY_LEN: usize = NAME_LEN - SEPARATOR.len() - 1;

/// Stands between the primary and the secondary identifier.
const SEPARATOR: &str = "<<";

/// Why a name is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NameError {
    /// The text is longer than [`MAX_NAME_BYTES`].
    #[error("a name is at most {MAX_NAME_BYTES} bytes long, got {got}")]
    TooLong {
        /// Length of the text in bytes.
        got: usize,
    },
    /// ICAO's table for the Latin script has no letters for the character.
    #[error(
        "the character {} has no transliteration to the letters of a MRZ: write the name in Latin letters, as \"SURNAME, GIVEN NAMES\"",
        .character.escape_debug()
    )]
    NoTransliteration {
        /// The character.
        character: char,
    },
    /// No letter in front of the first comma.
    #[error(
        "a name needs a letter of the primary identifier: write \"SURNAME, GIVEN NAMES\", or one name without a comma"
    )]
    NoPrimaryIdentifier,
    /// The 39 characters of a MRZ are no name.
    #[error(
        "the name in a MRZ is {NAME_LEN} characters: components of letters A to Z with one < between them, << after the primary identifier, and < to the end"
    )]
    NotMrz,
}

impl NameError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "name_too_long",
            Self::NoTransliteration { .. } => "name_no_transliteration",
            Self::NoPrimaryIdentifier => "name_no_primary_identifier",
            Self::NotMrz => "name_not_mrz",
        }
    }
}

/// A name in the form of a MRZ: transliterated, truncated to 39 characters, filled up.
///
/// Read from `SURNAME, GIVEN NAMES` or, for people who have no such division, from one name without a comma. Later commas,
/// hyphens and spaces divide components; apostrophes, full stops, middle dots, quotation marks and brackets are left out.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name([u8; NAME_LEN]);

impl Name {
    /// The name that these 39 characters of a MRZ say.
    ///
    /// # Errors
    /// [`NameError::NotMrz`]
    pub fn from_mrz(field: [u8; NAME_LEN]) -> Result<Self, NameError> {
        let end = field.iter().rposition(|&byte| byte != FILLER).ok_or(NameError::NotMrz)?;
        let text = field.get(..=end).and_then(|text| std::str::from_utf8(text).ok()).ok_or(NameError::NotMrz)?;
        let identifiers: Vec<&str> = text.split(SEPARATOR).collect();
        let are_components = |identifier: &&str| {
            identifier.split('<').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_uppercase()))
        };
        if identifiers.len() > 2 || !identifiers.iter().all(are_components) {
            return Err(NameError::NotMrz);
        }
        Ok(Self(field))
    }

    /// The 39 characters.
    pub fn mrz(&self) -> [u8; NAME_LEN] {
        self.0
    }
}

/// As [`Name`] says.
impl FromStr for Name {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        if text.len() > MAX_NAME_BYTES {
            return Err(NameError::TooLong { got: text.len() });
        }
        let (primary, secondary) = text.split_once(',').unwrap_or((text, ""));
        let (primary, secondary) = (components(primary)?, components(secondary)?);
        if primary.is_empty() {
            return Err(NameError::NoPrimaryIdentifier);
        }
        let text = fit(primary, secondary);
        let mut field = [FILLER; NAME_LEN];
        for (place, byte) in field.iter_mut().zip(text.bytes()) {
            *place = byte;
        }
        Ok(Self(field))
    }
}

/// The characters up to the fillers at the end.
impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(String::from_utf8_lossy(&self.0).trim_end_matches(char::from(FILLER)))
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Name({self})")
    }
}

/// An identifier's components with one filler between them.
fn components(identifier: &str) -> Result<String, NameError> {
    let mut components: Vec<String> = vec![String::new()];
    for character in identifier.nfc() {
        match character {
            '-' | '\u{2010}' | '\u{2011}' | ',' => components.push(String::new()),
            divider if divider.is_whitespace() => components.push(String::new()),
            '\'' | '\u{2018}' | '\u{2019}' | '\u{2bb}' | '\u{2bc}' | '`' | '\u{b4}' => {}
            '.' | '\u{b7}' | '"' | '\u{201c}' | '\u{201d}' | '(' | ')' => {}
            character => {
                let letters = letters(character).ok_or(NameError::NoTransliteration { character })?;
                if let Some(component) = components.last_mut() {
                    component.push_str(&letters);
                }
            }
        }
    }
    components.retain(|component| !component.is_empty());
    Ok(components.join("<"))
}

/// Both identifiers in at most 39 characters. What does not fit is cut off so that a letter stands in the last place, which
/// marks a name as truncated, and so that something of the secondary identifier is left.
fn fit(mut primary: String, secondary: String) -> String {
    if secondary.is_empty() {
        cut(&mut primary, NAME_LEN);
        return primary;
    }
    if primary.len() + SEPARATOR.len() + secondary.len() > NAME_LEN {
        let whole = primary.clone();
        primary.truncate(MAX_PRIMARY_LEN);
        trim(&mut primary);
        // The secondary identifier has the place of a filler that was cut off; if it is too short for it, a letter has.
        if primary.len() + SEPARATOR.len() + secondary.len() < NAME_LEN {
            primary = whole;
            cut(&mut primary, MAX_PRIMARY_LEN);
            trim(&mut primary);
        }
    }
    let mut name = primary + SEPARATOR + &secondary;
    cut(&mut name, NAME_LEN);
    name
}

/// Takes the fillers off the end.
fn trim(name: &mut String) {
    name.truncate(name.trim_end_matches(char::from(FILLER)).len());
}

/// Cuts `name` to `limit` characters, the last of them a letter. Where a component would end just before the cut, a letter of
/// the last component that can spare one gives way to the next one's initial.
fn cut(name: &mut String, limit: usize) {
    while name.len() > limit && name.as_bytes().get(limit - 1) == Some(&FILLER) {
        let bytes = name.as_bytes();
        let spare = (1..limit).rev().find(|&at| {
            let letter = |index: usize| bytes.get(index).is_some_and(|&byte| byte != FILLER);
            letter(at) && letter(at - 1)
        });
        match spare {
            Some(at) => drop(name.remove(at)),
            // Nothing but initials: the name ends in a filler.
            None => break,
        }
    }
    name.truncate(limit);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mrz(text: &str) -> String {
        text.parse::<Name>().unwrap().to_string()
    }

    #[test]
    fn the_examples_of_icao() {
        // Doc 9303-3, section 4.6, and Doc 9303-4, sections 4.2.3.1 to 4.2.3.4.
        for (name, expected) in [
            ("ERIKSSON, ANNA MARIA", "ERIKSSON<<ANNA<MARIA"),
            ("ERIKSSON, ANNA, MARIA", "ERIKSSON<<ANNA<MARIA"),
            ("ERIKSSON, MARIE-ELISE", "ERIKSSON<<MARIE<ELISE"),
            ("D'ARTAGNAN", "DARTAGNAN"),
            ("O'CONNOR, ENYA SIOBHAN", "OCONNOR<<ENYA<SIOBHAN"),
            ("VAN DER MUELLEN, MARTIN", "VAN<DER<MUELLEN<<MARTIN"),
            ("AL-BASRI, HUDA MUHAMMAD JAWAD", "AL<BASRI<<HUDA<MUHAMMAD<JAWAD"),
            ("ARKFREITH", "ARKFREITH"),
            ("SATRIYA SUDARPA", "SATRIYA<SUDARPA"),
            ("NILAVADHANANANDA, CHAYAPA DEJTHAMRONG KRASUANG", "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"),
            ("NILAVADHANANANDA, ARNPOL PETCH CHARONGUANG", "NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU"),
            ("PAPANDROPOULOUS, JONATHON WARREN TREVOR", "PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR"),
            // A component of the primary identifier ends where it is cut.
            ("NILAVADHANANANDA CHAYAPA DEJTHAMRON KR, A", "NILAVADHANANANDA<CHAYAPA<DEJTHAMRO<K<<A"),
        ] {
            assert_eq!(mrz(name), expected);
        }
    }

    #[test]
    fn national_characters() {
        for (name, expected) in [
            ("Müller, Jörg", "MUELLER<<JOERG"),
            ("Groß, Zoë", "GROSS<<ZOE"),
            ("Ångström, Øystein Þór", "AANGSTROEM<<OEYSTEIN<THOR"),
            // The same name with combining marks.
            ("Mu\u{308}ller, Jo\u{308}rg", "MUELLER<<JOERG"),
            ("Núñez y Peña, José-María", "NUNEZ<Y<PENA<<JOSE<MARIA"),
            ("Nguyễn, Thị Ánh", "NGUYEN<<THI<ANH"),
            ("St. John, Col·leen \"Bo\" (jun.)", "ST<JOHN<<COLLEEN<BO<JUN"),
            ("  de  la - Cruz ,  Ana  ", "DE<LA<CRUZ<<ANA"),
        ] {
            assert_eq!(mrz(name), expected);
        }
    }

    #[test]
    fn what_is_cut_ends_in_a_letter_and_keeps_something_of_both_identifiers() {
        for (name, expected) in [
            ("BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL, DINGO POTOROO", "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<WA<<D"),
            // 37 and 38 letters in front: no room for a letter of the given name.
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJK, ANNA", "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJ<<A"),
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMN, ANNA", "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJ<<A"),
            // A component ends where the primary identifier is cut.
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHI JKLMN, ANNA", "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHI<<AN"),
            // The cut falls behind a component: its last letter gives way.
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZ, ABCDEFGHIJ KLM", "ABCDEFGHIJKLMNOPQRSTUVWXYZ<<ABCDEFGHI<K"),
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKL MNO", "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJK<M"),
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG I, A B C", "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEF<I<<A<B"),
            // Only initials, which can spare nothing.
            ("A B C D E F G H I J K L M N O P Q R, S T U", "A<B<C<D<E<F<G<H<I<J<K<L<M<N<O<P<Q<R<<S"),
        ] {
            assert_eq!(mrz(name), expected, "{name}");
        }
    }

    #[test]
    fn refused_names() {
        for (name, error) in [
            ("", NameError::NoPrimaryIdentifier),
            (" - ' ", NameError::NoPrimaryIdentifier),
            (", ANNA", NameError::NoPrimaryIdentifier),
            ("Иванов, Anna", NameError::NoTransliteration { character: 'И' }),
            ("R2D2", NameError::NoTransliteration { character: '2' }),
            ("ERIKSSON<<ANNA", NameError::NoTransliteration { character: '<' }),
            (&"A".repeat(MAX_NAME_BYTES + 1), NameError::TooLong { got: MAX_NAME_BYTES + 1 }),
        ] {
            assert_eq!(name.parse::<Name>(), Err(error), "{name}");
        }
        let message = NameError::NoTransliteration { character: '\u{202e}' }.to_string();
        assert!(message.contains("\\u{202e}"), "{message}");
    }

    #[test]
    fn fields_that_are_no_name() {
        let field = |text: &str| {
            let mut field = [FILLER; NAME_LEN];
            field[..text.len()].copy_from_slice(text.as_bytes());
            Name::from_mrz(field)
        };
        for text in ["ERIKSSON<<ANNA<MARIA", "A", "A<B", "A<<B"] {
            assert_eq!(field(text).unwrap().to_string(), text);
        }
        for text in ["", "<A", "<<A", "A<<<B", "A<<B<<C", "A<<B<<<<C", "a", "A1", "A B", "A\0"] {
            assert_eq!(field(text), Err(NameError::NotMrz), "{text}");
        }
        assert_eq!(Name::from_mrz([0xff; NAME_LEN]), Err(NameError::NotMrz));
    }

    proptest! {
        #[test]
        fn a_name_is_its_own_mrz(text in "\\PC{0,60}") {
            if let Ok(name) = text.parse::<Name>() {
                prop_assert_eq!(Name::from_mrz(name.mrz()), Ok(name));
            }
        }

        #[test]
        fn names_of_letters_are_read_and_cut_to_a_letter(
            primary in prop::collection::vec("[A-Z]{2,20}", 1..5),
            secondary in prop::collection::vec("[A-Z]{1,20}", 0..5),
        ) {
            let whole = primary.join("<") + if secondary.is_empty() { "" } else { SEPARATOR } + &secondary.join("<");
            let name: Name = (primary.join(" ") + "," + &secondary.join(" ")).parse().unwrap();
            prop_assert_eq!(Name::from_mrz(name.mrz()), Ok(name));
            if whole.len() <= NAME_LEN {
                prop_assert_eq!(name.to_string(), whole);
            } else {
                prop_assert_eq!(name.to_string().len(), NAME_LEN);
                prop_assert_eq!(name.to_string().contains(SEPARATOR), !secondary.is_empty());
            }
        }
    }
}
