//! What a file is called and how browsers take it.

use super::ProductFile;

/// What a caller says a file is, as far as it can be believed: an essence such as `application/pdf`, without parameters.
/// What is no media type is a row of octets.
pub fn media_type(stated: &str) -> String {
    let essence = stated.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    if is_media_type(&essence) { essence } else { "application/octet-stream".to_owned() }
}

fn is_media_type(text: &str) -> bool {
    let token =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte));
    text.len() <= 100 && text.split_once('/').is_some_and(|(kind, rest)| token(kind) && token(rest))
}

/// A `Content-Disposition`: inline for what browsers only show; a download for everything else, SVG included, since it may
/// carry scripts. The name is the file's title with the ending that its kind has.
pub fn disposition(file: &ProductFile) -> String {
    const SHOWN: [&str; 6] = ["application/pdf", "image/png", "image/jpeg", "image/webp", "image/gif", "text/plain"];
    let way = if SHOWN.contains(&&*file.media_type) { "inline" } else { "attachment" };
    let name = file_name(&file.title, &file.media_type);
    format!("{way}; filename*=UTF-8''{}", percent_encoding::utf8_percent_encode(&name, percent_encoding::NON_ALPHANUMERIC))
}

fn file_name(title: &str, media_type: &str) -> String {
    let ending = match media_type {
        "application/pdf" => ".pdf",
        "image/png" => ".png",
        "image/jpeg" => ".jpg",
        "image/webp" => ".webp",
        "image/gif" => ".gif",
        "image/svg+xml" => ".svg",
        "text/plain" => ".txt",
        "text/csv" => ".csv",
        "application/zip" => ".zip",
        "model/step" | "application/step" => ".step",
        "model/stl" => ".stl",
        "image/vnd.dxf" | "application/dxf" => ".dxf",
        "image/vnd.dwg" | "application/acad" => ".dwg",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => ".xlsx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => ".docx",
        _ => "",
    };
    if title.to_lowercase().ends_with(ending) { title.to_owned() } else { format!("{title}{ending}") }
}

#[cfg(test)]
mod tests {
    use super::{file_name, media_type};

    #[test]
    fn stated_types_are_believed_as_far_as_they_are_types() {
        let cases = [
            ("application/PDF; charset=binary", "application/pdf"),
            ("image/svg+xml", "image/svg+xml"),
            ("text/html\r\nX: y", "application/octet-stream"),
            ("pdf", "application/octet-stream"),
            ("", "application/octet-stream"),
        ];
        for (stated, taken) in cases {
            assert_eq!(media_type(stated), taken, "{stated:?}");
        }
    }

    #[test]
    fn names_end_as_their_kind_does() {
        let cases = [
            ("Scheda tecnica", "application/pdf", "Scheda tecnica.pdf"),
            ("sheet.PDF", "application/pdf", "sheet.PDF"),
            ("Modello 3D", "model/step", "Modello 3D.step"),
            ("Anything", "application/x-unknown", "Anything"),
        ];
        for (title, kind, name) in cases {
            assert_eq!(file_name(title, kind), name);
        }
    }
}
