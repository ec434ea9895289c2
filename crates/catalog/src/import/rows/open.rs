//! Opening a file: what it is compressed with, which encoding it is in, what form it has.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use encoding_rs_io::DecodeReaderBytesBuilder;

use crate::import::ImportError;
use crate::import::rows::layout::{Format, Layout};
use crate::import::rows::{BadRow, Row, delimited, listed, objects};

/// The mark with which UTF-8 files may begin.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Takes each row as it comes; may end the reading.
pub(crate) type Sink<'a> = &'a mut dyn FnMut(Result<Row, BadRow>) -> ControlFlow<()>;

/// How many bytes have gone by, as one reads on and another looks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Meter(Arc<AtomicU64>);

impl Meter {
    pub(crate) fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    fn add(&self, count: usize) -> u64 {
        let count = u64::try_from(count).unwrap_or(0);
        self.0.fetch_add(count, Ordering::Relaxed).saturating_add(count)
    }
}

/// A reading under way.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reading {
    /// Bytes of the file, as it lies on the disk.
    pub(crate) packed: Meter,
    /// Bytes that came out of it.
    pub(crate) unpacked: Meter,
    /// So many may come out of it: a small file can unpack into more than any disk holds.
    pub(crate) most_bytes: Option<u64>,
}

/// Memory that unpacking may take; the strongest setting of `xz` asks for 65 MiB.
const MOST_XZ_MEMORY: u64 = 128 * 1024 * 1024;

/// Reads all rows of a file in order: plain, `.gz`, `.xz` or all members of a `.zip`, told by content, not by name.
pub fn read(path: &Path, layout: &Layout, each: Sink<'_>) -> Result<(), ImportError> {
    Reading::default().read(path, layout, each)
}

impl Reading {
    pub(crate) fn read(&self, path: &Path, layout: &Layout, each: Sink<'_>) -> Result<(), ImportError> {
        let file = File::open(path).map_err(ImportError::unreadable(path))?;
        let mut reader = BufReader::with_capacity(256 * 1024, Metered { file, meter: self.packed.clone() });
        let magic: Vec<u8> = reader.fill_buf().map_err(ImportError::unreadable(path))?.iter().take(6).copied().collect();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let task = Task { path, layout, reading: self };
        match magic.as_slice() {
            [0x1f, 0x8b, ..] => task.read(flate2::read::MultiGzDecoder::new(reader), strip(&name, "gz"), None, each).map(drop),
            [0xfd, b'7', b'z', b'X', b'Z', 0] => {
                let stream = liblzma::stream::Stream::new_stream_decoder(MOST_XZ_MEMORY, liblzma::stream::CONCATENATED);
                let stream = stream.map_err(|error| ImportError::Damaged { path: path.to_owned(), reason: error.to_string() })?;
                task.read(liblzma::read::XzDecoder::new_stream(reader, stream), strip(&name, "xz"), None, each).map(drop)
            }
            [b'P', b'K', 3 | 5, ..] => task.read_zip(reader, each),
            _ => task.read(reader, &name, None, each).map(drop),
        }
    }
}

fn strip<'a>(name: &'a str, extension: &str) -> &'a str {
    name.strip_suffix(extension).and_then(|name| name.strip_suffix('.')).unwrap_or(name)
}

struct Task<'a> {
    path: &'a Path,
    layout: &'a Layout,
    reading: &'a Reading,
}

impl Task<'_> {
    fn read_zip(&self, reader: impl Read + Seek, each: Sink<'_>) -> Result<(), ImportError> {
        let damaged =
            |error: zip::result::ZipError| ImportError::Damaged { path: self.path.to_owned(), reason: error.to_string() };
        let mut archive = zip::ZipArchive::new(reader).map_err(damaged)?;
        for place in 0..archive.len() {
            let member = archive.by_index(place).map_err(damaged)?;
            let name = member.name().to_owned();
            // What some systems put beside the files is no data.
            if member.is_dir()
                || name.starts_with("__MACOSX/")
                || name.rsplit('/').next().is_some_and(|last| last.starts_with('.'))
            {
                continue;
            }
            if self.read(member, &name, Some(Arc::from(name.as_str())), each)?.is_break() {
                return Ok(());
            }
        }
        Ok(())
    }

    fn read(
        &self,
        reader: impl Read,
        name: &str,
        member: Option<Arc<str>>,
        each: Sink<'_>,
    ) -> Result<ControlFlow<()>, ImportError> {
        let unreadable = |cause: std::io::Error| match cause.get_ref().and_then(|cause| cause.downcast_ref::<TooMuch>()) {
            Some(TooMuch(most)) => ImportError::TooLarge { path: self.path.to_owned(), most: *most },
            None => ImportError::unreadable(self.path)(cause),
        };
        let mut reader = BufReader::with_capacity(256 * 1024, Bounded { rest: reader, reading: self.reading });
        let start = peek(&mut reader).map_err(&unreadable)?;
        let named = match &self.layout.encoding {
            _ if listed::begins(start.strip_prefix(MARK).unwrap_or(&start)) => None,
            None => None,
            Some(label) => Some(
                Encoding::for_label(label.as_bytes())
                    .ok_or_else(|| ImportError::mapping(format!("{label:?} is not the name of an encoding")))?,
            ),
        };
        match named.or_else(|| utf_16(&start)) {
            Some(encoding) => {
                let decoded =
                    DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(Chained { start, rest: reader, at: 0 });
                self.read_text(&mut BufReader::with_capacity(64 * 1024, decoded), name, member, each)
            }
            None => {
                let start = start.strip_prefix(MARK).map(<[u8]>::to_vec).unwrap_or(start);
                self.read_text(
                    &mut BufReader::with_capacity(64 * 1024, Chained { start, rest: reader, at: 0 }),
                    name,
                    member,
                    each,
                )
            }
        }
        .map_err(unreadable)
    }

    fn read_text(
        &self,
        reader: &mut dyn BufRead,
        name: &str,
        member: Option<Arc<str>>,
        each: Sink<'_>,
    ) -> std::io::Result<ControlFlow<()>> {
        if listed::begins(reader.fill_buf()?) {
            return delimited::read(reader, &listed::layout(self.layout), listed::MOST_LINES, member, each);
        }
        let by_name = match name.rsplit('.').next().map(str::to_ascii_lowercase).as_deref() {
            Some("json" | "jsonl" | "ndjson") => Some(Format::Json),
            Some("csv" | "tsv" | "tab" | "txt") => Some(Format::Delimited),
            _ => None,
        };
        let format = match self.layout.format.or(by_name) {
            Some(format) => format,
            None => {
                let first = reader.fill_buf()?.iter().find(|byte| !byte.is_ascii_whitespace()).copied();
                if matches!(first, Some(b'{' | b'[')) { Format::Json } else { Format::Delimited }
            }
        };
        match format {
            Format::Json => objects::read(reader, member, each),
            Format::Delimited => delimited::read(reader, self.layout, delimited::MOST_LINES, member, each),
        }
    }
}

/// The beginning of a file, enough to tell its encoding.
fn peek(reader: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let mut start = Vec::new();
    reader.by_ref().take(4096).read_to_end(&mut start)?;
    Ok(start)
}

/// UTF-16 by its mark, or by the zero bytes that half of its text consists of.
fn utf_16(start: &[u8]) -> Option<&'static Encoding> {
    match start {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let zeros = |first: usize| start.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), start.len() / 2);
    if pairs < 2 {
        return None;
    }
    if odd * 3 > pairs && even == 0 {
        Some(UTF_16LE)
    } else if even * 3 > pairs && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// What was peeked at, then the rest.
struct Chained<R> {
    start: Vec<u8>,
    at: usize,
    rest: R,
}

impl<R: Read> Read for Chained<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let left = self.start.get(self.at..).unwrap_or_default();
        if left.is_empty() {
            return self.rest.read(buffer);
        }
        let count = left.len().min(buffer.len());
        buffer[..count].copy_from_slice(&left[..count]);
        self.at += count;
        Ok(count)
    }
}

/// More came out of a file than may.
#[derive(Debug, thiserror::Error)]
#[error("more than {0} bytes when it is unpacked")]
struct TooMuch(u64);

/// What comes out of a file, as far as it may.
struct Bounded<'a, R> {
    rest: R,
    reading: &'a Reading,
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.rest.read(buffer)?;
        let all = self.reading.unpacked.add(count);
        match self.reading.most_bytes {
            Some(most) if all > most => Err(std::io::Error::other(TooMuch(most))),
            _ => Ok(count),
        }
    }
}

struct Metered {
    file: File,
    meter: Meter,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.meter.add(count);
        Ok(count)
    }
}

impl Seek for Metered {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.file.seek(to)
    }
}
