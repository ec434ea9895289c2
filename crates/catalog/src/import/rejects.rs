//! The list of rejected rows: each with file, line and reason before its own cells, so that it can be put right and
//! imported again as it is.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use crate::import::ImportError;
use crate::import::rows::{BadRow, Row};

/// `FILE.rejected.csv` beside the file; in `fallback` when nothing can be written there.
pub fn reject_path(file: &Path, fallback: &Path) -> PathBuf {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = format!("{name}.rejected.csv");
    let beside = file.with_file_name(&name);
    match File::options().create(true).append(true).open(&beside) {
        Ok(_) => beside,
        Err(_) => fallback.join(name),
    }
}

/// Written when there is something to list; a list of an earlier run goes.
pub(crate) struct Rejects {
    path: PathBuf,
    writer: Option<csv::Writer<BufWriter<File>>>,
    pub(crate) count: u64,
}

impl Rejects {
    pub(crate) fn new(path: PathBuf) -> Result<Rejects, ImportError> {
        match std::fs::remove_file(&path) {
            Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(ImportError::Rejects { path, cause }),
            _ => Ok(Rejects { path, writer: None, count: 0 }),
        }
    }

    /// A row that was read, but not accepted.
    pub(crate) fn row(&mut self, row: &Row, reason: &str) -> Result<(), ImportError> {
        let columns = row.header().map(|header| header.names.clone()).unwrap_or_else(|| vec!["row".to_owned()]);
        self.write(&columns, row.place.member.as_deref(), row.place.line, (reason, &row.raw()))
    }

    /// A row that could not be read.
    pub(crate) fn bad(&mut self, bad: &BadRow) -> Result<(), ImportError> {
        let raw = [bad.raw.clone()];
        self.write(&["row".to_owned()], bad.place.member.as_deref(), bad.place.line, (&bad.reason, &raw))
    }

    /// The list, when there is one.
    pub(crate) fn finish(mut self) -> Result<Option<PathBuf>, ImportError> {
        if let Some(writer) = &mut self.writer {
            writer.flush().map_err(|cause| ImportError::Rejects { path: self.path.clone(), cause })?;
        }
        Ok(self.writer.is_some().then_some(self.path))
    }

    fn write(
        &mut self,
        columns: &[String],
        member: Option<&str>,
        line: u64,
        (reason, cells): (&str, &[String]),
    ) -> Result<(), ImportError> {
        self.count += 1;
        let failed = |error: csv::Error| ImportError::Rejects { path: self.path.clone(), cause: error.into() };
        let writer = match &mut self.writer {
            Some(writer) => writer,
            None => {
                if let Some(folder) = self.path.parent() {
                    std::fs::create_dir_all(folder).map_err(|cause| ImportError::Rejects { path: self.path.clone(), cause })?;
                }
                let file = File::create(&self.path).map_err(|cause| ImportError::Rejects { path: self.path.clone(), cause })?;
                let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(BufWriter::new(file));
                let own = ["rejected_file", "rejected_line", "rejected_reason"].into_iter();
                writer.write_record(own.chain(columns.iter().map(String::as_str))).map_err(failed)?;
                self.writer.insert(writer)
            }
        };
        let line = line.to_string();
        let own = [member.unwrap_or(""), line.as_str(), reason].into_iter();
        writer.write_record(own.chain(cells.iter().map(String::as_str))).map_err(failed)
    }
}
