//! Lists of rejected rows, put right and imported again.

use std::io::Write;
use std::path::Path;

use crate::import::mapping::Record;
use crate::import::tests::{file, own, records};
use crate::import::{Mapping, Most, Outcome, Plan, run};
use crate::load::Report;

/// Reads a file and refuses every row that can be read, too; the list's text.
async fn all_rejected(path: &Path, mapping: Mapping) -> (Outcome, String) {
    let plan =
        Plan { file: path.to_owned(), mapping, rejects: path.with_extension("rejected.csv"), batch: 2, most: Most::default() };
    let outcome = run(
        plan,
        |_| {},
        async |records: Vec<Record>| {
            let mut report = Report::default();
            (0..records.len()).for_each(|place| report.refuse(place, "not this one"));
            Ok(report)
        },
    )
    .await
    .unwrap();
    let list = std::fs::read_to_string(outcome.rejects.as_ref().unwrap()).unwrap();
    (outcome, list)
}

fn skus(records: &[Record]) -> Vec<&str> {
    records.iter().filter_map(|record| record.text("sku")).collect()
}

#[tokio::test]
async fn the_list_has_the_files_columns_whatever_is_rejected_first() {
    let folder = tempfile::tempdir().unwrap();
    let long = "x".repeat(5_000);
    let content = format!("sku,names.en,weight\nA,{long}\nB,Second,many\n");
    let path = file(&folder, "list.csv", content.as_bytes());
    let (outcome, list) = all_rejected(&path, own()).await;
    assert_eq!(outcome.rejected, 2);
    let mut reader = csv::Reader::from_reader(list.as_bytes());
    let columns = ["rejected_file", "rejected_line", "rejected_reason", "sku", "names.en", "weight", "rejected_raw"];
    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), columns);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let raw = format!("A,{long}");
    assert_eq!(rows[0].iter().skip(1).collect::<Vec<_>>(), ["2", "2 cells instead of 3", "", "", "", raw.as_str()]);
    assert_eq!(rows[1].iter().skip(3).collect::<Vec<_>>(), ["B", "Second", "many", ""]);
    // As it is, the unreadable row is rejected again, whole; put right, both come in.
    let again = file(&folder, "again.csv", list.replace("many", "7").as_bytes());
    let (read, bad) = records(&again, own()).await.unwrap();
    assert_eq!(skus(&read), ["B"]);
    assert_eq!(bad.len(), 1);
    assert!(bad[0].1.contains("rejected_raw"), "{bad:?}");
    let (_, second) = all_rejected(&again, own()).await;
    assert!(second.contains(&raw) && second.starts_with(&columns.join(",")), "{second}");
    let right = list.replace("many", "7").replace(&format!(",,,,\"{raw}\""), ",A,First,3,");
    let (read, bad) = records(&file(&folder, "right.csv", right.as_bytes()), own()).await.unwrap();
    assert_eq!((skus(&read), bad), (vec!["A", "B"], Vec::new()));
}

#[tokio::test]
async fn members_with_other_columns_share_one_list() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.zip");
    let mut archive = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    for (name, content) in [
        ("one.csv", "sku,names.en\nA,First\nB\n"),
        ("two.csv", "weight;sku;names.it\n7;C;Terzo\n"),
        ("three.jsonl", "{\"sku\":\"D\",\"names\":{\"en\":\"Fourth\"}}\n{\"sku\":\n"),
    ] {
        archive.start_file(name, options).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap();
    let mapping = || {
        let fields = "sku = 'sku'\nweight = { template = '{weight}' }\n'names.en' = 'names.en'\n'names.it' = 'names.it'";
        Mapping::parse(&format!("target = 'products'\n[fields]\n{fields}")).unwrap()
    };
    let (outcome, list) = all_rejected(&path, own()).await;
    assert_eq!(outcome.rejected, 5);
    let mut reader = csv::Reader::from_reader(list.as_bytes());
    let columns: Vec<String> = reader.headers().unwrap().iter().skip(3).map(str::to_owned).collect();
    assert_eq!(columns, ["sku", "names.en", "weight", "names.it", "rejected_raw"]);
    let mut members: Vec<String> = reader.records().map(|row| row.unwrap()[0].to_owned()).collect();
    members.sort_unstable();
    assert_eq!(members, ["one.csv", "one.csv", "three.jsonl", "three.jsonl", "two.csv"]);
    let (read, bad) = records(&file(&folder, "again.csv", list.as_bytes()), mapping()).await.unwrap();
    let mut seen: Vec<_> = read
        .iter()
        .map(|each| (each.text("sku").unwrap(), each.text("names.en").or(each.text("names.it")), each.text("weight")))
        .collect();
    seen.sort_unstable();
    assert_eq!(seen, [("A", Some("First"), None), ("C", Some("Terzo"), Some("7")), ("D", Some("Fourth"), None)]);
    assert_eq!(bad.len(), 2, "{bad:?}");
    assert!(!folder.path().join("all.rejected.narrow.csv").exists());
}

#[tokio::test]
async fn a_list_is_read_in_its_own_form_whatever_the_files_was() {
    let folder = tempfile::tempdir().unwrap();
    let mapping = || {
        let source = "delimiter = '+|'\nrow_end = '&|'\ncolumns = ['id', 'title']\nencoding = 'utf-16le'\nnull = ['-']";
        Mapping::parse(&format!("target = 'products'\n[source]\n{source}\n[fields]\nsku = 'id'\n'names.it' = 'title'")).unwrap()
    };
    let bytes: Vec<u8> = "A+|Unità, \"lunga\"&|B+|-&|C&|".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (_, list) = all_rejected(&file(&folder, "list.txt", &bytes), mapping()).await;
    let (read, bad) = records(&file(&folder, "list.txt.rejected.csv", list.as_bytes()), mapping()).await.unwrap();
    assert_eq!((skus(&read), bad.len()), (vec!["A", "B"], 1), "{list}");
    assert_eq!((read[0].text("names.it"), read[1].text("names.it")), (Some("Unità, \"lunga\""), None));
    // A spreadsheet program may save it with semicolons and a mark.
    let semicolons = "\u{feff}rejected_file;rejected_line;rejected_reason;id;title;rejected_raw\n;1;why;A;Vite;\n";
    let (read, bad) = records(&file(&folder, "saved.csv", semicolons.as_bytes()), mapping()).await.unwrap();
    assert_eq!((skus(&read), bad), (vec!["A"], Vec::new()));
}

#[tokio::test]
async fn broken_objects_are_listed_whole_and_can_be_mended_there() {
    let folder = tempfile::tempdir().unwrap();
    let filler = "y".repeat(3_000);
    let content =
        format!("{{\"sku\":\"A\",\"names\":{{\"en\":\"{filler}\"}},}}\n{{\"sku\":\"B\",\"names\":{{\"en\":\"Second\"}}}}\n");
    let mapping = || {
        Mapping::parse("target = 'products'\n[source]\nformat = 'json'\n[fields]\nsku = 'sku'\nnames.en = 'names.en'").unwrap()
    };
    let (outcome, list) = all_rejected(&file(&folder, "list.jsonl", content.as_bytes()), mapping()).await;
    assert_eq!(outcome.rejected, 2);
    let mended = list.replace("},}", "}}");
    let (read, bad) = records(&file(&folder, "mended.csv", mended.as_bytes()), mapping()).await.unwrap();
    assert_eq!((skus(&read), bad), (vec!["A", "B"], Vec::new()));
    assert_eq!(read[0].text("names.en").map(str::len), Some(3_000));
}
