//! Reading zstd frames, one after another, in bounded memory.

use std::io::{self, BufRead, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// The largest window that is read: what `zstd` makes at every level up to 22 without `--ultra` or `--long` is at most
/// 8 MiB, and that is what RFC 8878 asks of every decoder.
pub(crate) const MAX_WINDOW_BYTES: u64 = 8 << 20;

/// The content of all frames; skippable frames hold none.
pub(crate) struct Frames<R> {
    compressed: R,
    decoder: FrameDecoder,
    in_frame: bool,
}

impl<R: BufRead> Frames<R> {
    pub(crate) fn new(compressed: R) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(MAX_WINDOW_BYTES);
        Self { compressed, decoder, in_frame: false }
    }

    /// Opens the next frame; false at the end of the file.
    fn next_frame(&mut self) -> io::Result<bool> {
        loop {
            if self.compressed.fill_buf()?.is_empty() {
                return Ok(false);
            }
            match self.decoder.reset(&mut self.compressed) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    let skipped = io::copy(&mut (&mut self.compressed).take(length.into()), &mut io::sink())?;
                    if skipped < u64::from(length) {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(error) => return Err(io::Error::new(io::ErrorKind::InvalidData, error)),
            }
        }
    }

    /// The frame's own checksum, where it has one, against what was decoded.
    fn check(&self) -> io::Result<()> {
        match (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum()) {
            (Some(stated), Some(found)) if stated != found => {
                Err(io::Error::new(io::ErrorKind::InvalidData, "the checksum of a zstd frame does not hold"))
            }
            _ => Ok(()),
        }
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.in_frame {
                if !self.next_frame()? {
                    return Ok(0);
                }
                self.in_frame = true;
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                self.decoder
                    .decode_blocks(&mut self.compressed, BlockDecodingStrategy::UptoBlocks(1))
                    .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
            }
            let read = self.decoder.read(buffer)?;
            if read > 0 {
                return Ok(read);
            }
            self.check()?;
            self.in_frame = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::*;

    fn frame(text: &[u8]) -> Vec<u8> {
        compress_to_vec(text, CompressionLevel::Fastest)
    }

    #[test]
    fn skippable_frames_are_skipped() {
        let skippable = [&0x184D_2A50_u32.to_le_bytes()[..], &3_u32.to_le_bytes(), b"abc"].concat();
        let file = [&skippable[..], &frame(b"one"), &skippable, &frame(b"two"), &skippable].concat();
        let mut text = String::new();
        Frames::new(&file[..]).read_to_string(&mut text).unwrap();
        assert_eq!(text, "onetwo");
        assert!(Frames::new(&skippable[..10]).read_to_string(&mut text).is_err());
    }

    #[test]
    fn a_window_that_takes_too_much_memory_is_refused() {
        // Magic, a descriptor without content size, a window of 2^(10 + 17) bytes.
        let file = [&0xFD2F_B528_u32.to_le_bytes()[..], &[0, 17 << 3], &[1, 0, 0]].concat();
        let error = Frames::new(&file[..]).read_to_end(&mut Vec::new()).unwrap_err();
        assert!(error.to_string().to_lowercase().contains("window"), "{error}");
    }
}
