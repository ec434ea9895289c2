use super::working_days;
use crate::samples::day;

#[test]
fn weekends_are_no_working_days() {
    let cases = [
        ("2026-11-24", "2026-11-24", 0),
        ("2026-11-24", "2026-11-25", 1),
        ("2026-11-27", "2026-11-30", 1),
        ("2026-11-28", "2026-11-30", 1),
        ("2026-11-24", "2026-12-01", 5),
        ("2026-11-24", "2026-11-20", 0),
    ];
    for (from, to, days) in cases {
        assert_eq!(working_days(day(from), day(to)), days, "from {from} to {to}");
    }
}
