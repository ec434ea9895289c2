//! Nuts and washers: section and view from above.

use super::sheet::{Point, arc, polar, regular};
use super::{Dims, Pen, Sheet};

const Y: f64 = 92.0;

pub(super) fn hexagon(sheet: &mut Sheet, dims: &Dims) {
    nut(sheet, dims, false);
}

pub(super) fn lock(sheet: &mut Sheet, dims: &Dims) {
    nut(sheet, dims, true);
}

fn nut(sheet: &mut Sheet, dims: &Dims, insert: bool) {
    let (thread, flats, height) = (dims.number("d", 8.0), dims.number("s", 13.0), dims.number("m", 6.8));
    let corner = 62.0;
    let scale = corner * 3.0_f64.sqrt() / flats;
    let (apothem, bore) = (corner * 0.866, thread * scale / 2.0);
    let centre = (222.0, Y);
    sheet.polygon(Pen::Thick, &regular(centre, corner, 6, 0.0));
    sheet.circle(Pen::Thin, centre, apothem * 0.95);
    sheet.circle(Pen::Thick, centre, bore * 0.84);
    // The major diameter of an internal thread is three quarters of a thin circle.
    sheet.polyline(Pen::Thin, &arc(centre, bore, (-80.0, 190.0)));
    sheet.cross(centre, corner + 7.0);
    if insert {
        sheet.circle(Pen::Thick, centre, bore * 1.12);
    }
    sheet.upright((Y - apothem, Y + apothem), centre.0 - corner - 14.0, centre.0 - corner / 2.0, &dims.label("s"));
    let thick = (height * scale).clamp(26.0, 70.0);
    let (left, right) = (74.0 - thick / 2.0, 74.0 + thick / 2.0);
    let bow = (thick * 0.1).min(5.0);
    let core = bore * 0.84;
    for side in [-1.0, 1.0] {
        let half: Vec<Point> = vec![
            (left, Y + side * apothem * 0.9),
            (left + bow, Y + side * apothem),
            (right - bow, Y + side * apothem),
            (right, Y + side * apothem * 0.9),
            (right, Y + side * bore),
            (right - 3.0, Y + side * core),
            (left + 3.0, Y + side * core),
            (left, Y + side * bore),
        ];
        sheet.section(&half);
        sheet.line(Pen::Thin, (left, Y + side * bore), (right, Y + side * bore));
        if insert {
            let ring = [
                (left + 1.5, Y + side * bore * 1.12),
                (left + 11.0, Y + side * bore * 1.12),
                (left + 11.0, Y + side * core * 0.94),
                (left + 1.5, Y + side * core * 0.94),
            ];
            sheet.filled(&ring);
        }
    }
    for x in [left, right] {
        sheet.line(Pen::Thick, (x, Y - bore), (x, Y + bore));
    }
    sheet.line(Pen::Axis, (left - 10.0, Y), (right + 10.0, Y));
    sheet.across((left, right), Y + apothem + 22.0, Y + apothem, &dims.label("m"));
    sheet.upright((Y - bore, Y + bore), left - 16.0, left, &dims.label("d"));
}

pub(super) fn washer(sheet: &mut Sheet, dims: &Dims) {
    let (inside, outside, thickness) = (dims.number("d1", 8.4), dims.number("d2", 16.0), dims.number("h", 1.6));
    let outer = 68.0;
    let scale = outer * 2.0 / outside;
    let inner = inside * scale / 2.0;
    let centre = (216.0, Y);
    sheet.circle(Pen::Thick, centre, outer);
    sheet.circle(Pen::Thin, centre, outer - 2.5);
    sheet.circle(Pen::Thick, centre, inner);
    sheet.tinted_ring(centre, outer, inner);
    sheet.cross(centre, outer + 8.0);
    let thick = (thickness * scale).clamp(9.0, 34.0);
    let (left, right) = (78.0 - thick / 2.0, 78.0 + thick / 2.0);
    for side in [-1.0, 1.0] {
        sheet.section(&[
            (left, Y + side * inner),
            (right, Y + side * inner),
            (right, Y + side * outer),
            (left + 2.0, Y + side * outer),
            (left, Y + side * (outer - 2.0)),
        ]);
    }
    for x in [left, right] {
        sheet.line(Pen::Thick, (x, Y - inner), (x, Y + inner));
    }
    sheet.line(Pen::Axis, (left - 12.0, Y), (right + 12.0, Y));
    sheet.upright((Y - outer, Y + outer), left - 32.0, left, &dims.label("d2"));
    sheet.upright((Y - inner, Y + inner), right + 18.0, right, &dims.label("d1"));
    sheet.across((left, right), Y + outer + 20.0, Y + outer, &dims.label("h"));
}

pub(super) fn spring_washer(sheet: &mut Sheet, dims: &Dims) {
    let (inside, outside, thickness) = (dims.number("d1", 8.1), dims.number("d2", 14.8), dims.number("h", 2.0));
    let outer = 66.0;
    let scale = outer * 2.0 / outside;
    let inner = inside * scale / 2.0;
    let centre = (216.0, Y);
    // The gap at the top, cut at a slant.
    let mut ring = arc(centre, outer, (-84.0, 264.0));
    ring.extend(arc(centre, inner, (258.0, -90.0)));
    sheet.polygon(Pen::Thick, &ring);
    sheet.tinted(&ring);
    sheet.cross(centre, outer + 8.0);
    let thick = (thickness * scale).clamp(11.0, 30.0);
    let (x, lift) = (78.0, thick * 0.45);
    let side = [
        (x - thick / 2.0 - lift, Y - outer),
        (x + thick / 2.0 - lift, Y - outer),
        (x + thick / 2.0, Y - 4.0),
        (x + thick / 2.0, Y + outer),
        (x - thick / 2.0, Y + outer),
        (x - thick / 2.0, Y + 4.0),
    ];
    sheet.polygon(Pen::Thick, &side);
    sheet.tinted(&side);
    sheet.line(Pen::Thick, (x - thick / 2.0, Y + 4.0), (x + thick / 2.0, Y - 4.0));
    sheet.line(Pen::Axis, (x - thick - 8.0, Y), (x + thick + 8.0, Y));
    sheet.upright((Y - outer, Y + outer), x - thick / 2.0 - 34.0, x - thick / 2.0, &dims.label("d2"));
    let edge = polar(centre, inner, 215.0);
    sheet.leader(edge, (edge.0 - 42.0, Y + outer + 10.0), &dims.label("d1"));
    sheet.across((x - thick / 2.0, x + thick / 2.0), Y + outer + 20.0, Y + outer, &dims.label("h"));
}
