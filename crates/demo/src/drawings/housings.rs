//! Housed bearing units, seen from the front.

use super::sheet::{Point, arc, polar};
use super::{Dims, Pen, Sheet};

/// The insert as it looks out of a housing.
fn insert(sheet: &mut Sheet, centre: Point, outside: f64, bore: f64) {
    let bore = bore.clamp(outside * 0.38, outside * 0.62);
    sheet.circle(Pen::Thick, centre, outside);
    sheet.tinted_ring(centre, outside, bore);
    sheet.circle(Pen::Thin, centre, outside * 0.93);
    sheet.circle(Pen::Thin, centre, outside * 0.8);
    sheet.circle(Pen::Thick, centre, (bore + outside * 0.14).min(outside * 0.78));
    sheet.circle(Pen::Thick, centre, bore);
    // Two set screws at 120 degrees.
    for angle in [-90.0, 30.0] {
        let (from, to) = (polar(centre, bore, angle), polar(centre, bore + outside * 0.14, angle));
        sheet.line(Pen::Axis, from, to);
    }
    sheet.cross(centre, outside + 7.0);
}

fn bolt_hole(sheet: &mut Sheet, centre: Point, radius: f64) {
    sheet.circle(Pen::Thick, centre, radius);
    sheet.cross(centre, radius + 4.0);
}

pub(super) fn pillow_block(sheet: &mut Sheet, dims: &Dims) {
    let (length, height, spacing) = (dims.number("L", 140.0), dims.number("H", 36.5), dims.number("J", 105.0));
    let scale = 196.0 / length;
    let centre = (152.0, 84.0);
    let base = centre.1 + height * scale;
    let half = length * scale / 2.0;
    let crown = height * scale * 0.98;
    let foot = 15.0;
    // The outline: feet, flanks that rise to the round head, and back.
    let mut outline = vec![(centre.0 - half, base), (centre.0 - half, base - foot + 3.0), (centre.0 - half + 3.0, base - foot)];
    outline.push((centre.0 - crown - 14.0, base - foot));
    outline.extend(arc((centre.0 - crown - 14.0, base - foot - 10.0), 10.0, (90.0, 15.0)));
    outline.extend(arc(centre, crown, (180.0 - 12.0, 372.0)));
    outline.extend(arc((centre.0 + crown + 14.0, base - foot - 10.0), 10.0, (165.0, 90.0)));
    outline.extend([(centre.0 + half - 3.0, base - foot), (centre.0 + half, base - foot + 3.0), (centre.0 + half, base)]);
    sheet.polygon(Pen::Thick, &outline);
    insert(sheet, centre, crown * 0.76, crown * 0.42);
    // Slots for the bolts, and the grease nipple.
    for side in [-1.0, 1.0] {
        let x = centre.0 + side * spacing * scale / 2.0;
        for edge in [-5.0, 5.0] {
            sheet.line(Pen::Thin, (x + edge, base - foot), (x + edge, base));
        }
        sheet.line(Pen::Axis, (x, base - foot - 7.0), (x, base + 6.0));
    }
    let nipple = polar(centre, crown, -62.0);
    let tip = polar(centre, crown + 9.0, -62.0);
    sheet.line(Pen::Thick, nipple, tip);
    sheet.circle(Pen::Thick, tip, 2.2);
    let bolts = spacing * scale / 2.0;
    sheet.across((centre.0 - bolts, centre.0 + bolts), base + 20.0, base, &dims.label("J"));
    sheet.across((centre.0 - half, centre.0 + half), base + 41.0, base, &dims.label("L"));
    sheet.upright((centre.1, base), centre.0 + half + 16.0, centre.0 + half, &dims.label("H"));
    let edge = polar(centre, crown * 0.42, 222.0);
    sheet.leader(edge, (52.0, 36.0), &dims.label("d"));
}

pub(super) fn square_flange(sheet: &mut Sheet, dims: &Dims) {
    let (side, spacing) = (dims.number("L", 95.0), dims.number("J", 70.0));
    let scale = 150.0 / side;
    let centre = (148.0, 94.0);
    let (half, bolts) = (75.0, spacing * scale / 2.0);
    sheet.plate(Pen::Thick, (centre.0 - half, centre.1 - half), (150.0, 150.0), half - bolts);
    sheet.circle(Pen::Thick, centre, 60.0);
    insert(sheet, centre, 46.0, dims.number("d", 25.0) * scale / 2.0);
    for (x, y) in [(-bolts, -bolts), (bolts, -bolts), (bolts, bolts), (-bolts, bolts)] {
        bolt_hole(sheet, (centre.0 + x, centre.1 + y), 7.0);
    }
    sheet.across((centre.0 - bolts, centre.0 + bolts), centre.1 + half + 16.0, centre.1 + half, &dims.label("J"));
    sheet.across((centre.0 - half, centre.0 + half), centre.1 + half + 36.0, centre.1 + half, &dims.label("L"));
    sheet.leader(polar(centre, dims.number("d", 25.0) * scale / 2.0, -35.0), (246.0, 34.0), &dims.label("d"));
}

pub(super) fn oval_flange(sheet: &mut Sheet, dims: &Dims) {
    let (length, spacing) = (dims.number("L", 130.0), dims.number("J", 99.0));
    let scale = 210.0 / length;
    let centre = (152.0, 88.0);
    let (half, bolts) = (105.0, spacing * scale / 2.0);
    let (ear, belly) = (half - bolts, 62.0);
    // Tangents between the round belly and the ears.
    let lean = ((belly - ear) / bolts).acos().to_degrees();
    let mut outline = arc(centre, belly, (-180.0 + lean, -lean));
    outline.extend(arc((centre.0 + bolts, centre.1), ear, (-lean, lean)));
    outline.extend(arc(centre, belly, (lean, 180.0 - lean)));
    outline.extend(arc((centre.0 - bolts, centre.1), ear, (180.0 - lean, 180.0 + lean)));
    sheet.polygon(Pen::Thick, &outline);
    insert(sheet, centre, 48.0, dims.number("d", 25.0) * scale / 2.0);
    for x in [-bolts, bolts] {
        bolt_hole(sheet, (centre.0 + x, centre.1), 7.5);
    }
    sheet.across((centre.0 - bolts, centre.0 + bolts), centre.1 + belly + 18.0, centre.1 + belly, &dims.label("J"));
    sheet.across((centre.0 - half, centre.0 + half), centre.1 + belly + 40.0, centre.1 + belly, &dims.label("L"));
    sheet.leader(polar(centre, dims.number("d", 25.0) * scale / 2.0, -40.0), (240.0, 26.0), &dims.label("d"));
}
