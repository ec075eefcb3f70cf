//! Compressed files, by the ending of their names.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use serde::{Deserialize, Serialize};

use crate::zstd::Frames;

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Codec {
    /// Not at all.
    Plain,
    /// `.gz`: gzip members (RFC 1952), one after another.
    Gzip,
    /// `.zst`: zstd frames (RFC 8878), one after another.
    Zstd,
}

impl Codec {
    /// By the ending of the file's name.
    pub(crate) fn of(path: &Path) -> Self {
        match path.extension().and_then(|ending| ending.to_str()) {
            Some(ending) if ending.eq_ignore_ascii_case("gz") => Self::Gzip,
            Some(ending) if ending.eq_ignore_ascii_case("zst") => Self::Zstd,
            _ => Self::Plain,
        }
    }

    /// How every file that [`encode`](Self::encode) writes begins: the magic number of gzip and deflate, or of zstd.
    pub(crate) fn beginning(self) -> &'static [u8] {
        match self {
            Self::Plain => crate::verdict_line::BEGINNING,
            Self::Gzip => &[0x1F, 0x8B, 8],
            Self::Zstd => &[0x28, 0xB5, 0x2F, 0xFD],
        }
    }

    /// A reader of what `compressed` holds.
    pub(crate) fn decode<'a>(self, compressed: impl Read + Send + 'a) -> Box<dyn BufRead + Send + 'a> {
        let compressed = BufReader::with_capacity(READ_BYTES, compressed);
        match self {
            Self::Plain => Box::new(compressed),
            Self::Gzip => Box::new(BufReader::with_capacity(READ_BYTES, MultiGzDecoder::new(compressed))),
            Self::Zstd => Box::new(BufReader::with_capacity(READ_BYTES, Frames::new(compressed))),
        }
    }

    /// These bytes as one gzip member or zstd frame.
    pub(crate) fn encode(self, bytes: &[u8], to: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Plain => to.write_all(bytes),
            Self::Gzip => {
                let mut encoder = GzEncoder::new(to, Compression::default());
                encoder.write_all(bytes)?;
                encoder.finish().map(drop)
            }
            // Into memory: this encoder does not report what a writer refuses.
            Self::Zstd => to.write_all(&compress_to_vec(bytes, CompressionLevel::Fastest)),
        }
    }
}

/// How much is read at a time.
const READ_BYTES: usize = 256 << 10;

impl fmt::Display for Codec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plain => "plain",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Codec; 3] = [Codec::Plain, Codec::Gzip, Codec::Zstd];

    fn decoded(codec: Codec, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut plain = Vec::new();
        codec.decode(bytes).read_to_end(&mut plain)?;
        Ok(plain)
    }

    #[test]
    fn the_ending_decides() {
        let of = |name: &str| Codec::of(Path::new(name));
        assert_eq!((of("a.ndjson"), of("a.ndjson.gz"), of("A.ZST")), (Codec::Plain, Codec::Gzip, Codec::Zstd));
        assert_eq!((of("gz"), of(".zst"), of("-")), (Codec::Plain, Codec::Plain, Codec::Plain));
    }

    #[test]
    fn members_and_frames_follow_one_another() {
        let long: Vec<u8> = (0..300_000_u32).flat_map(|n| (n.wrapping_mul(n) % 251).to_le_bytes()).collect();
        for codec in ALL {
            let mut file = Vec::new();
            for part in [&b"one\n"[..], &long, b"", b"two\n"] {
                codec.encode(part, &mut file).unwrap();
            }
            let expected = [&b"one\n"[..], &long, b"two\n"].concat();
            assert!(decoded(codec, &file).unwrap() == expected, "{codec}");
        }
    }

    #[test]
    fn a_cut_or_spoiled_file_is_an_error() {
        for codec in [Codec::Gzip, Codec::Zstd] {
            let mut file = Vec::new();
            codec.encode(&b"a line of text\n".repeat(1000), &mut file).unwrap();
            assert!(decoded(codec, &file[..file.len() - 1]).is_err(), "{codec}");
            assert!(decoded(codec, b"plain text").is_err(), "{codec}");
            let middle = file.len() / 2;
            file[middle] ^= 1;
            assert!(decoded(codec, &file).is_err(), "{codec}");
        }
    }
}
