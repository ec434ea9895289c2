use kernel::Locale;

use super::table;
use crate::part::table::Cell;
use crate::samples::products;

#[test]
fn every_row_has_a_cell_for_every_column() {
    let attributes = ["d [mm]", "D [mm]", "B [mm]", "Tenuta"].map(str::to_owned);
    let table = table(&attributes, &products(), Locale::It);
    assert_eq!(table.rows.len(), products().len());
    assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()));
    assert_eq!(table.columns[5].words.as_deref(), Some("d [mm]"));
    assert!(matches!(&table.rows[0].cells[5], Cell::Count { count } if count == "20"));
}
