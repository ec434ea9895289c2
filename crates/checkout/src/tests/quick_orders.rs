//! A pasted list, judged.

use kernel::Fault;

use super::world::worlds;
use crate::{VerdictKind, quick_order};

#[tokio::test]
async fn a_pasted_list_is_judged_line_by_line() {
    for world in worlds().await {
        let ctx = world.ctx("requester");
        let text = "codice;quantità\n6204-2RS;25\nISO4762 M6X20\t3\n\n6204-2SR;1\nOLD-1;2\nSECRET-1;1\nHOSE-12;2,5\nROS-77\n6204-2RS;x\n620;1";
        let verdicts = quick_order(&ctx, &world.desk, world.rossi, text).unwrap();
        let read: Vec<(usize, VerdictKind, Option<String>)> = verdicts
            .iter()
            .map(|verdict| (verdict.row, verdict.kind, verdict.quantity.map(|quantity| quantity.value())))
            .collect();
        use VerdictKind::{BadQuantity, NoPrice, NotSold, Ok, RoundedUp, UnknownCode};
        let wanted = [
            (2, Ok, Some("25")),
            (3, RoundedUp, Some("10")),
            (5, UnknownCode, None),
            (6, NotSold, None),
            (7, NoPrice, Some("1")),
            (8, Ok, Some("2.5")),
            (9, Ok, Some("1")),
            (10, BadQuantity, None),
            (11, UnknownCode, None),
        ];
        assert_eq!(read, wanted.map(|(row, kind, quantity)| (row, kind, quantity.map(str::to_owned))));
        assert_eq!(verdicts[2].suggestions, ["6204-2RS"], "two characters swapped");
        assert_eq!(verdicts[3].suggestions, ["6204-2RS"], "what takes its place");
        assert!(verdicts[8].suggestions.is_empty(), "too short to guess");
        let refusal = quick_order(&ctx, &world.desk, world.bianchi, text).unwrap_err();
        assert_eq!(refusal.code(), "access.not_found");
        let long = "6204-2RS;1\n".repeat(2001);
        assert_eq!(quick_order(&ctx, &world.desk, world.rossi, &long).unwrap_err().fields()[0].code, "too_many");
    }
}
