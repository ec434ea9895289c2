//! Belts, chains and sprockets.

use super::sheet::{Point, arc, disc, polar};
use super::{Dims, Pen, Sheet};

/// The outline of a belt around two pulleys.
fn loop_around(left: Point, right: Point, radius: f64) -> Vec<Point> {
    let mut outline = arc(left, radius, (90.0, 270.0));
    outline.extend(arc(right, radius, (-90.0, 90.0)));
    outline
}

pub(super) fn v_belt(sheet: &mut Sheet, dims: &Dims) {
    let (left, right) = ((66.0, 112.0), (174.0, 112.0));
    sheet.polygon(Pen::Thick, &loop_around(left, right, 42.0));
    sheet.polygon(Pen::Axis, &loop_around(left, right, 38.5));
    sheet.polygon(Pen::Thick, &loop_around(left, right, 32.0));
    for centre in [left, right] {
        sheet.circle(Pen::Thin, centre, 30.0);
        sheet.cross(centre, 12.0);
    }
    sheet.leader((120.0, 150.5), (132.0, 182.0), &dims.label("Ld"));
    let (width, height) = (dims.number("b", 12.7), dims.number("h", 10.0));
    // The section: flanks at 40 degrees, cords near the top.
    let half = 36.0;
    let tall = half * 2.0 * height / width;
    let centre = (256.0, 92.0);
    let (top, bottom) = (centre.1 - tall / 2.0, centre.1 + tall / 2.0);
    let narrow = half - tall * 0.364;
    let section = [(centre.0 - half, top), (centre.0 + half, top), (centre.0 + narrow, bottom), (centre.0 - narrow, bottom)];
    sheet.section(&section);
    let cords = top + tall * 0.26;
    for place in -3..=3 {
        sheet.filled(&disc((centre.0 + f64::from(place) * half * 0.24, cords), 2.3));
    }
    let inset = |y: f64| half - (y - top) * 0.364;
    sheet.line(Pen::Thin, (centre.0 - inset(cords + 6.0), cords + 6.0), (centre.0 + inset(cords + 6.0), cords + 6.0));
    sheet.across((centre.0 - half, centre.0 + half), top - 16.0, top, &dims.label("b"));
    sheet.upright((top, bottom), centre.0 + half + 14.0, centre.0 + half - 6.0, &dims.label("h"));
}

pub(super) fn timing_belt(sheet: &mut Sheet, dims: &Dims) {
    // A straight stretch: back on top, round teeth below.
    let (left, right, y) = (22.0, 298.0, 58.0);
    let pitch = 34.0;
    let mut outline: Vec<Point> = vec![(right, y - 13.0), (left, y - 13.0), (left, y + 6.0)];
    let mut x = left + 21.0;
    while x + 12.0 < right {
        outline.push((x - 11.5, y + 6.0));
        outline.extend(arc((x, y + 7.0), 10.5, (180.0, 0.0)));
        outline.push((x + 11.5, y + 6.0));
        x += pitch;
    }
    outline.push((right, y + 6.0));
    sheet.section(&outline);
    for cord in [y - 4.0, y - 1.0] {
        sheet.line(Pen::Thin, (left, cord), (right, cord));
    }
    sheet.line(Pen::Axis, (left - 6.0, y - 2.5), (right + 6.0, y - 2.5));
    let first = left + 21.0 + pitch;
    sheet.across((first, first + pitch), y - 26.0, y - 13.0, &dims.label("p"));
    // The width, from above, and the closed loop.
    let (top, wide) = (112.0, 46.0);
    sheet.rectangle(Pen::Thick, (30.0, top), 116.0, wide);
    let mut x = 38.0;
    while x < 140.0 {
        sheet.line(Pen::Thin, (x, top), (x, top + wide));
        sheet.line(Pen::Thin, (x + 9.0, top), (x + 9.0, top + wide));
        x += 17.0;
    }
    sheet.upright((top, top + wide), 162.0, 146.0, &dims.label("B"));
    let (a, b) = ((212.0, 136.0), (268.0, 136.0));
    sheet.polygon(Pen::Thick, &loop_around(a, b, 25.0));
    sheet.polygon(Pen::Thin, &loop_around(a, b, 20.0));
    for centre in [a, b] {
        sheet.cross(centre, 9.0);
    }
    let teeth = dims.value("z");
    if !teeth.is_empty() {
        sheet.note((240.0, 182.0), &format!("z = {teeth}"));
    }
    sheet.leader((222.0, 160.5), (196.0, 198.0), &dims.label("L"));
}

/// The plate of a chain link between two pins.
fn plate(from: Point, to: Point, radius: f64, waist: f64) -> Vec<Point> {
    let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
    let mut outline = arc(from, radius, (65.0, 295.0));
    outline.push((middle.0, middle.1 - waist));
    outline.extend(arc(to, radius, (-115.0, 115.0)));
    outline.push((middle.0, middle.1 + waist));
    outline
}

pub(super) fn chain(sheet: &mut Sheet, dims: &Dims) {
    let (y, pitch) = (62.0, 62.0);
    let pins: Vec<Point> = (0..5).map(|place| (36.0 + pitch * f64::from(place), y)).collect();
    for (place, pair) in pins.windows(2).enumerate() {
        let outline = plate(pair[0], pair[1], 21.0, 15.0);
        sheet.polygon(if place % 2 == 0 { Pen::Thick } else { Pen::Thin }, &outline);
        if place % 2 == 0 {
            sheet.tinted(&outline);
        }
    }
    for &pin in &pins {
        sheet.circle(Pen::Thin, pin, 14.0);
        sheet.circle(Pen::Thick, pin, 8.0);
        sheet.cross(pin, 5.0);
    }
    sheet.across((pins[1].0, pins[2].0), y - 36.0, y - 20.0, &dims.label("p"));
    from_above(sheet, dims, &pins);
}

/// The chain from above: rollers between the plates.
fn from_above(sheet: &mut Sheet, dims: &Dims, pins: &[Point]) {
    let (y, inner, outer) = (148.0, 18.0, 25.0);
    for (place, pair) in pins.windows(2).enumerate() {
        let level = if place % 2 == 0 { outer } else { inner };
        for side in [-1.0, 1.0] {
            let edge = if side > 0.0 { y + level } else { y - level - 5.0 };
            sheet.rectangle(Pen::Thick, (pair[0].0 - 17.0, edge), pair[1].0 - pair[0].0 + 34.0, 5.0);
        }
    }
    for &(x, _) in pins {
        sheet.rectangle(Pen::Thick, (x - 13.0, y - 16.0), 26.0, 32.0);
        sheet.line(Pen::Axis, (x, y - 40.0), (x, y + 40.0));
    }
    let roller = pins[2].0;
    sheet.across((roller - 13.0, roller + 13.0), y + 54.0, y + 16.0, &dims.label("d1"));
    sheet.leader((pins[3].0 + 31.0, y - 18.0), (pins[3].0 + 20.0, y + 58.0), &dims.label("b1"));
}

pub(super) fn connecting_link(sheet: &mut Sheet, dims: &Dims) {
    let (left, right, y) = ((108.0, 92.0), (212.0, 92.0), 92.0);
    let outline = plate(left, right, 40.0, 29.0);
    sheet.polygon(Pen::Thick, &outline);
    sheet.tinted(&outline);
    // The spring clip, open at the left.
    let mut clip = arc(right, 24.0, (-150.0, 150.0));
    clip.extend(arc((left.0 - 4.0, y), 21.0, (40.0, 120.0)));
    sheet.polyline(Pen::Thick, &clip);
    sheet.polyline(Pen::Thick, &arc((left.0 - 4.0, y), 21.0, (-120.0, -40.0)));
    sheet.line(Pen::Thick, polar(right, 24.0, -150.0), polar((left.0 - 4.0, y), 21.0, -40.0));
    for pin in [left, right] {
        sheet.circle(Pen::Thick, pin, 14.0);
        sheet.circle(Pen::Thin, pin, 9.5);
        sheet.cross(pin, 46.0);
    }
    sheet.across((left.0, right.0), y + 68.0, y + 40.0, &dims.label("p"));
}

pub(super) fn sprocket(sheet: &mut Sheet, dims: &Dims) {
    let teeth = dims.number("z", 19.0).clamp(9.0, 40.0);
    let centre = (202.0, 98.0);
    let pitch_radius = 76.0;
    let step = 360.0 / teeth;
    // Round seats for the rollers, and between them the teeth.
    let seat = pitch_radius * (180.0 / teeth).to_radians().sin() * 0.58;
    let tip = pitch_radius + seat * 0.72;
    let mut outline = Vec::new();
    let mut tooth = 0.0;
    while tooth < teeth {
        let at = step * tooth - 90.0;
        let middle = polar(centre, pitch_radius, at);
        outline.extend(arc(middle, seat, (at + 115.0, at + 245.0)).into_iter().rev());
        let half = step * 0.14;
        outline.push(polar(centre, tip, at + step / 2.0 - half));
        outline.push(polar(centre, tip, at + step / 2.0 + half));
        tooth += 1.0;
    }
    sheet.polygon(Pen::Thick, &outline);
    sheet.tinted_ring(centre, 36.0, 13.0);
    sheet.circle(Pen::Axis, centre, pitch_radius);
    sheet.circle(Pen::Thick, centre, 36.0);
    sheet.circle(Pen::Thick, centre, 13.0);
    sheet.circle(Pen::Thin, centre, 15.0);
    sheet.cross(centre, tip + 6.0);
    // The section on the left: plate with teeth and hub.
    let (x, y) = (52.0, centre.1);
    let plate = |side: f64| {
        vec![
            (x + 3.0, y + side * tip),
            (x + 11.0, y + side * tip),
            (x + 14.0, y + side * (tip - 12.0)),
            (x + 14.0, y + side * 36.0),
            (x + 36.0, y + side * 36.0),
            (x + 36.0, y + side * 13.0),
            (x, y + side * 13.0),
            (x, y + side * (tip - 12.0)),
        ]
    };
    for side in [-1.0, 1.0] {
        sheet.section(&plate(side));
        sheet.line(Pen::Axis, (x - 6.0, y + side * pitch_radius), (x + 20.0, y + side * pitch_radius));
    }
    for edge in [x, x + 36.0] {
        sheet.line(Pen::Thick, (edge, y - 13.0), (edge, y + 13.0));
    }
    sheet.line(Pen::Axis, (x - 10.0, y), (x + 46.0, y));
    sheet.upright((y - pitch_radius, y + pitch_radius), x - 22.0, x - 4.0, &dims.label("dp"));
    sheet.upright((y - 13.0, y + 13.0), x + 52.0, x + 36.0, &dims.label("d"));
    let z = dims.value("z");
    if !z.is_empty() {
        sheet.note((292.0, 24.0), &format!("z = {z}"));
    }
}
