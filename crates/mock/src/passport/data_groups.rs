//! The data groups that a mock passport has (ICAO Doc 9303-10, section 4.7).

use super::mrz::MRZ_LEN;

/// Length of data group 1: five bytes of header and the MRZ.
pub const DG1_LEN: usize = DG1_HEADER.len() + MRZ_LEN;

/// Application tag 1 around tag 5F1F, each with the length of what follows.
pub(super) const DG1_HEADER: [u8; 5] = [0x61, 0x5b, 0x5f, 0x1f, 0x58];

/// Data group 2 of every mock passport. ICAO requires one, with the holder's face; a mock has none, and nothing of this project looks
/// at more than its hash. The tag and length are right (application tag 21), the content is a note in place of a biometric
/// template.
pub const DG2: [u8; 30] = *b"\x75\x1cegate mock passport: no face";

/// Data group 1 of a MRZ.
pub(super) fn dg1(mrz: &[u8; MRZ_LEN]) -> [u8; DG1_LEN] {
    let mut dg1 = [0; DG1_LEN];
    for (place, byte) in dg1.iter_mut().zip(DG1_HEADER.iter().chain(mrz)) {
        *place = *byte;
    }
    dg1
}

/// The MRZ in data group 1; `None` if its header is another.
pub(super) fn mrz(dg1: &[u8; DG1_LEN]) -> Option<&[u8; MRZ_LEN]> {
    dg1.strip_prefix(&DG1_HEADER)?.first_chunk()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_in_the_headers_are_those_of_the_content() {
        assert_eq!(DG1_LEN, 93);
        assert_eq!(usize::from(DG1_HEADER[1]), DG1_LEN - 2);
        assert_eq!(usize::from(DG1_HEADER[4]), MRZ_LEN);
        assert_eq!(usize::from(DG2[1]), DG2.len() - 2);
    }

    #[test]
    fn the_mrz_is_read_back_behind_the_right_header_only() {
        let zone = [b'A'; MRZ_LEN];
        let group = dg1(&zone);
        assert_eq!(mrz(&group), Some(&zone));
        for at in 0..DG1_HEADER.len() {
            let mut other = group;
            other[at] ^= 1;
            assert_eq!(mrz(&other), None);
        }
    }
}
