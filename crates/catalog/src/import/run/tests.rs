//! Files that are too much, and rows that are.

use std::io::Write;

use crate::import::tests::{file, own};
use crate::import::{Most, Plan, Record, run};
use crate::load::Report;

/// A megabyte of one letter packs into a kilobyte.
fn packed(text: &str) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(text.as_bytes()).unwrap();
    packer.finish().unwrap()
}

#[tokio::test]
async fn a_file_that_unpacks_into_too_much_fails_before_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let rows = |count: usize, long: usize| format!("sku,names.it\n{}", format!("A,{}\n", "x".repeat(long)).repeat(count));
    let zipped = |texts: &[String]| {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (place, text) in texts.iter().enumerate() {
            archive.start_file(format!("{place}.csv"), zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    };
    let large = rows(50, 100_000);
    let cases = [
        ("large.csv.gz", packed(&large), Err("more than 2000000 bytes")),
        // Each file of it is small enough, all of them are not.
        ("large.zip", zipped(&[rows(12, 100_000), rows(12, 100_000)]), Err("more than 2000000 bytes")),
        ("large.csv", large.into_bytes(), Err("more than 2000000 bytes")),
        ("many.csv", rows(41, 10).into_bytes(), Err("more than 40 rows")),
        ("fine.csv.gz", packed(&rows(40, 10)), Ok(40)),
        ("fine.zip", zipped(&[rows(20, 30_000), rows(20, 30_000)]), Ok(40)),
    ];
    for (name, bytes, wanted) in cases {
        let plan = Plan {
            file: file(&folder, name, &bytes),
            mapping: own(),
            rejects: folder.path().join("r.csv"),
            batch: 7,
            most: Most { bytes: Some(2_000_000), rows: Some(40) },
        };
        let outcome = run(plan, |_| {}, async |_| Ok(Report::default())).await;
        match wanted {
            Ok(rows) => assert_eq!(outcome.unwrap().rows, rows, "{name}"),
            Err(words) => assert!(outcome.as_ref().is_err_and(|error| error.to_string().contains(words)), "{name}: {outcome:?}"),
        }
    }
}

#[tokio::test]
async fn a_batch_of_long_rows_is_handed_on_before_it_is_full() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("sku,names.it\n{}", format!("A,{}\n", "x".repeat(4 << 20)).repeat(12));
    let plan = Plan {
        file: file(&folder, "long.csv", text.as_bytes()),
        mapping: own(),
        rejects: folder.path().join("r.csv"),
        batch: 1000,
        most: Most::default(),
    };
    let mut longest = 0;
    let outcome = run(
        plan,
        |_| {},
        async |records: Vec<Record>| {
            longest = longest.max(records.len());
            Ok(Report::default())
        },
    )
    .await
    .unwrap();
    assert_eq!(outcome.rows, 12);
    assert!(longest <= 5, "{longest}");
}
