//! The list of rejected rows: each with file, line and reason before its own cells, so that it can be put right and
//! imported again as it is. What has no cells, an object or a row that could not be read, stands whole in the last column.

use std::collections::HashSet;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::import::ImportError;
use crate::import::rows::{BadRow, CameAs, Header, Place, Row, listed};

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
    /// The columns of the file, or of all members of a zip; those of a member come when its first row is listed.
    columns: Vec<String>,
    /// The header of the last row, and where in `columns` its cells go.
    last: Option<(Arc<Header>, Vec<usize>)>,
    pub(crate) count: u64,
}

impl Rejects {
    pub(crate) fn new(path: PathBuf) -> Result<Rejects, ImportError> {
        match std::fs::remove_file(&path) {
            Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(ImportError::Rejects { path, cause }),
            _ => Ok(Rejects { path, writer: None, columns: Vec::new(), last: None, count: 0 }),
        }
    }

    /// A row that was read, but not accepted.
    pub(crate) fn row(&mut self, row: &Row, reason: &str) -> Result<(), ImportError> {
        match row.came_as() {
            CameAs::Cells(header, cells) => self.write(&row.place, reason, (Some(header), cells), ""),
            CameAs::Text(text) => self.write(&row.place, reason, (None, &[]), &text),
        }
    }

    /// A row that could not be read.
    pub(crate) fn bad(&mut self, bad: &BadRow, reason: &str) -> Result<(), ImportError> {
        self.write(&bad.place, reason, (bad.header.as_ref(), &[]), &bad.raw)
    }

    /// The list, when there is one.
    pub(crate) fn finish(mut self) -> Result<Option<PathBuf>, ImportError> {
        let path = self.path.clone();
        let Some(mut writer) = self.writer.take() else { return Ok(None) };
        writer.flush().map_err(|cause| self.failed(cause))?;
        Ok(Some(path))
    }

    fn write(
        &mut self,
        place: &Place,
        reason: &str,
        (header, cells): (Option<&Arc<Header>>, &[String]),
        raw: &str,
    ) -> Result<(), ImportError> {
        self.count += 1;
        if let Some(header) = header {
            self.make_room(header)?;
        }
        let mut own = vec![""; self.columns.len()];
        if let Some((_, places)) = self.last.as_ref().filter(|_| header.is_some()) {
            for (cell, place) in cells.iter().zip(places) {
                if let Some(free) = own.get_mut(*place) {
                    *free = cell;
                }
            }
        }
        let line = place.line.to_string();
        let before = [place.member.as_deref().unwrap_or(""), line.as_str(), reason];
        let record: Vec<&str> = before.into_iter().chain(own).chain([raw]).collect();
        let mut writer = match self.writer.take() {
            Some(writer) => writer,
            None => self.begun()?,
        };
        let written = writer.write_record(&record);
        self.writer = Some(writer);
        written.map_err(|error| self.failed(error.into()))
    }

    /// Finds the columns of a header among the list's; when some are new, the list so far is written again with them.
    fn make_room(&mut self, header: &Arc<Header>) -> Result<(), ImportError> {
        if self.last.as_ref().is_some_and(|(last, _)| Arc::ptr_eq(last, header)) {
            return Ok(());
        }
        let before = self.columns.len();
        let mut places: Vec<usize> = Vec::with_capacity(header.names.len());
        let mut taken: HashSet<usize> = HashSet::new();
        for name in &header.names {
            // A name that a header has twice is two columns here, too.
            let known = self.columns.iter().enumerate().find(|(place, known)| *known == name && !taken.contains(place));
            let place = known.map_or(self.columns.len(), |(place, _)| place);
            if place == self.columns.len() {
                self.columns.push(name.clone());
            }
            taken.insert(place);
            places.push(place);
        }
        self.last = Some((header.clone(), places));
        if self.columns.len() == before || self.writer.is_none() {
            return Ok(());
        }
        self.widen(self.columns.len() - before)
    }

    fn widen(&mut self, by: usize) -> Result<(), ImportError> {
        if let Some(mut writer) = self.writer.take() {
            writer.flush().map_err(|cause| self.failed(cause))?;
        }
        let narrow = self.path.with_extension("narrow.csv");
        std::fs::rename(&self.path, &narrow).map_err(|cause| self.failed(cause))?;
        let mut writer = self.begun()?;
        let mut reader = csv::Reader::from_path(&narrow).map_err(|error| self.failed(error.into()))?;
        for record in reader.records() {
            let record = record.map_err(|error| self.failed(error.into()))?;
            let (own, raw) = (record.len().saturating_sub(1), record.iter().next_back());
            let wide = record.iter().take(own).chain(std::iter::repeat_n("", by)).chain(raw);
            writer.write_record(wide).map_err(|error| self.failed(error.into()))?;
        }
        self.writer = Some(writer);
        std::fs::remove_file(&narrow).map_err(|cause| self.failed(cause))
    }

    /// A new list with its header.
    fn begun(&self) -> Result<csv::Writer<BufWriter<File>>, ImportError> {
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder).map_err(|cause| self.failed(cause))?;
        }
        let file = File::create(&self.path).map_err(|cause| self.failed(cause))?;
        let mut writer = csv::Writer::from_writer(BufWriter::new(file));
        let header = listed::BEFORE.into_iter().chain(self.columns.iter().map(String::as_str)).chain([listed::RAW]);
        writer.write_record(header).map_err(|error| self.failed(error.into()))?;
        Ok(writer)
    }

    fn failed(&self, cause: std::io::Error) -> ImportError {
        ImportError::Rejects { path: self.path.clone(), cause }
    }
}

#[cfg(test)]
mod tests;
