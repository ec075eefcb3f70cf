//! Lines of an input, of which only so much is kept as can be judged.

use std::io::{self, BufRead};

use egate_verifier::submission::MAX_REQUEST_BYTES;
use sha2::{Digest, Sha256};

/// A line with more bytes is not looked into. It leaves as much room for an id and white space as for the request.
pub const MAX_LINE_BYTES: usize = 2 * MAX_REQUEST_BYTES;

/// How far the input was read: always the end of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) lines: u64,
    /// Of what a compressed file holds.
    pub(crate) bytes: u64,
    /// Of these bytes, lower-case hexadecimal.
    pub(crate) sha256: String,
}

/// A line without its end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    Whole(Vec<u8>),
    /// It has more than [`MAX_LINE_BYTES`]: its beginning, longer by one byte than a request may be.
    TooLong(Vec<u8>),
}

/// Reads lines; counts and hashes what they take.
pub(crate) struct Lines<R> {
    input: R,
    lines: u64,
    bytes: u64,
    hash: Sha256,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(input: R) -> Self {
        Self { input, lines: 0, bytes: 0, hash: Sha256::new() }
    }

    /// The next line; none at the end. A last line needs no line end. After a failure within a line the position is still
    /// the end of the line before: half a line has no verdict.
    pub(crate) fn next(&mut self) -> io::Result<Option<Line>> {
        let (bytes, hash) = (self.bytes, self.hash.clone());
        let next = self.read_line();
        if next.is_err() {
            (self.bytes, self.hash) = (bytes, hash);
        }
        next
    }

    fn read_line(&mut self) -> io::Result<Option<Line>> {
        let mut line = Vec::new();
        let mut length = 0_usize;
        loop {
            let available = match self.input.fill_buf() {
                Ok(available) => available,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if available.is_empty() && length == 0 {
                return Ok(None);
            }
            let (text, taken, ended) = match available.iter().position(|byte| *byte == b'\n') {
                Some(end) => (available.get(..end).unwrap_or_default(), end + 1, true),
                None => (available, available.len(), available.is_empty()),
            };
            let room = MAX_LINE_BYTES.saturating_sub(line.len());
            line.extend_from_slice(text.get(..room).unwrap_or(text));
            self.hash.update(available.get(..taken).unwrap_or_default());
            length = length.saturating_add(taken);
            let too_long = length.saturating_sub(usize::from(taken > text.len())) > MAX_LINE_BYTES;
            self.input.consume(taken);
            self.bytes = self.bytes.saturating_add(taken as u64);
            if ended {
                self.lines = self.lines.saturating_add(1);
                if too_long {
                    line.truncate(MAX_REQUEST_BYTES + 1);
                }
                // What waits is counted by its length.
                line.shrink_to_fit();
                return Ok(Some(if too_long { Line::TooLong(line) } else { Line::Whole(line) }));
            }
        }
    }

    /// Goes to a position that was reached before, and says where it is: elsewhere if the input is shorter.
    pub(crate) fn skip_to(&mut self, lines: u64, bytes: u64) -> io::Result<Position> {
        while self.bytes < bytes {
            let available = self.input.fill_buf()?;
            if available.is_empty() {
                break;
            }
            let wanted = usize::try_from(bytes - self.bytes).unwrap_or(usize::MAX);
            let taken = available.len().min(wanted);
            self.hash.update(available.get(..taken).unwrap_or_default());
            self.input.consume(taken);
            self.bytes = self.bytes.saturating_add(taken as u64);
        }
        self.lines = lines;
        Ok(self.position())
    }

    pub(crate) fn position(&self) -> Position {
        Position { lines: self.lines, bytes: self.bytes, sha256: hex::encode(self.hash.clone().finalize()) }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    fn all(text: &[u8], buffer: usize) -> Vec<Line> {
        let mut lines = Lines::new(BufReader::with_capacity(buffer, text));
        let read: Vec<Line> = std::iter::from_fn(|| lines.next().unwrap()).collect();
        let position = lines.position();
        assert_eq!((position.lines, position.bytes), (read.len() as u64, text.len() as u64));
        assert_eq!(position.sha256, hex::encode(Sha256::digest(text)));
        read
    }

    #[test]
    fn ends_of_lines_wherever_the_buffer_ends() {
        let whole = |text: &str| Line::Whole(text.as_bytes().to_vec());
        for buffer in [1, 2, 3, 100] {
            assert_eq!(all(b"", buffer), []);
            assert_eq!(all(b"\n", buffer), [whole("")]);
            assert_eq!(all(b"one\n\ntwo\r\n", buffer), [whole("one"), whole(""), whole("two\r")]);
            assert_eq!(all(b"one\ntwo", buffer), [whole("one"), whole("two")]);
        }
    }

    #[test]
    fn of_a_line_that_is_too_long_only_the_beginning_is_kept() {
        let longest = vec![b'x'; MAX_LINE_BYTES];
        let longer = vec![b'x'; MAX_LINE_BYTES + 1];
        let text = [&longest[..], b"\n", &longer, b"\nshort\n", &longer].concat();
        for buffer in [7, 4096, 1 << 20] {
            let lines = all(&text, buffer);
            let Line::TooLong(beginning) = &lines[1] else { panic!("too long") };
            assert_eq!(beginning.len(), MAX_REQUEST_BYTES + 1);
            assert!(lines[0] == Line::Whole(longest.clone()) && lines[2] == Line::Whole(b"short".to_vec()));
            assert!(matches!(lines[3], Line::TooLong(_)) && lines.len() == 4);
        }
    }

    #[test]
    fn a_failure_within_a_line_leaves_the_position_at_the_end_of_the_last() {
        struct Failing;
        impl io::Read for Failing {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("a disk that is gone"))
            }
        }
        let mut lines = Lines::new(BufReader::with_capacity(4, io::Read::chain(&b"one\ntwo\nthr"[..], Failing)));
        lines.next().unwrap();
        lines.next().unwrap();
        let whole = lines.position();
        assert!(lines.next().is_err());
        assert_eq!(lines.position(), whole);
        // So the whole of the next line is judged when the input can be read again.
        let mut again = Lines::new(&b"one\ntwo\nthree\n"[..]);
        assert_eq!(again.skip_to(whole.lines, whole.bytes).unwrap(), whole);
        assert_eq!(again.next().unwrap(), Some(Line::Whole(b"three".to_vec())));
    }

    #[test]
    fn a_position_is_found_again() {
        let text = b"one\ntwo\nthree\n";
        let mut first = Lines::new(&text[..]);
        first.next().unwrap();
        first.next().unwrap();
        let position = first.position();
        let mut second = Lines::new(BufReader::with_capacity(3, &text[..]));
        assert_eq!(second.skip_to(position.lines, position.bytes).unwrap(), position);
        assert_eq!(second.next().unwrap(), Some(Line::Whole(b"three".to_vec())));
        assert_ne!(Lines::new(&text[..5]).skip_to(position.lines, position.bytes).unwrap(), position);
    }
}
