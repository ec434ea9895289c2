//! Cables, contactors, relays and sensors.

use super::fluid::wave;
use super::sheet::{Point, arc, disc, polar, rectangle, rounded};
use super::{Dims, Pen, Sheet};

pub(super) fn wire(sheet: &mut Sheet, dims: &Dims) {
    let (left, bare, right, y) = (26.0, 168.0, 214.0, 90.0);
    let (outer, copper) = (26.0, 15.0);
    sheet.polyline(Pen::Thick, &[(left, y - outer), (bare, y - outer), (bare, y + outer), (left, y + outer)]);
    broken_end(sheet, (left, bare), y, outer);
    strands(sheet, bare, right, (y, copper));
    sheet.line(Pen::Axis, (left - 10.0, y), (right + 10.0, y));
    let centre = (268.0, y);
    let (ring, hole) = (disc(centre, 36.0), disc(centre, 21.0));
    sheet.section_with_holes(&[&ring, &hole]);
    strand_ends(sheet, centre, 21.0, 4.0);
    sheet.across((centre.0 - 36.0, centre.0 + 36.0), y + 58.0, y + 10.0, &dims.label("D"));
    caption(sheet, dims);
}

pub(super) fn cable(sheet: &mut Sheet, dims: &Dims) {
    let (left, sheath_end, right, y) = (20.0, 112.0, 204.0, 92.0);
    let outer = 44.0;
    let cores = dims.number("n", 4.0);
    sheet.polyline(Pen::Thick, &[(left, y - outer), (sheath_end, y - outer), (sheath_end, y + outer), (left, y + outer)]);
    broken_end(sheet, (left, sheath_end), y, outer);
    // The cores fan out of the sheath, each with a bare end.
    let shown = cores.clamp(2.0, 5.0);
    let mut core = 0.0;
    while core < shown {
        let t = core / (shown - 1.0) * 2.0 - 1.0;
        let (from, to) = (y + t * (outer - 12.0), y + t * (outer + 16.0));
        let (half, bend) = (7.0, sheath_end + 34.0);
        for edge in [-half, half] {
            sheet.polyline(Pen::Thick, &[(sheath_end, from + edge), (bend, to + edge), (right - 24.0, to + edge)]);
        }
        sheet.line(Pen::Thick, (right - 24.0, to - half), (right - 24.0, to + half));
        strands(sheet, right - 24.0, right, (to, 4.2));
        core += 1.0;
    }
    let centre = (262.0, y);
    sheet.circle(Pen::Thick, centre, 40.0);
    sheet.circle(Pen::Thin, centre, 34.0);
    let (places, radius) = bundle(cores);
    for (distance, angle) in places {
        let at = polar(centre, distance, angle);
        sheet.circle(Pen::Thick, at, radius);
        sheet.filled(&disc(at, radius * 0.5));
    }
    sheet.across((centre.0 - 40.0, centre.0 + 40.0), y + 62.0, y + 8.0, &dims.label("D"));
    caption(sheet, dims);
}

/// Where the cores lie in the round of a cable: distance and angle from its middle, and the radius of a core.
fn bundle(cores: f64) -> (Vec<(f64, f64)>, f64) {
    let ring = |number: f64, distance: f64, turn: f64| {
        let mut places = Vec::new();
        let mut place = 0.0;
        while place < number {
            places.push((distance, 360.0 * place / number + turn));
            place += 1.0;
        }
        places
    };
    match cores {
        cores if cores < 2.5 => (ring(2.0, 15.0, 0.0), 14.0),
        cores if cores < 5.5 => (ring(cores, 18.5, -90.0), if cores < 3.5 { 13.5 } else { 11.5 }),
        cores if cores < 8.0 => ([vec![(0.0, 0.0)], ring(6.0, 21.5, 0.0)].concat(), 10.0),
        cores if cores < 13.0 => ([ring(3.0, 9.0, -90.0), ring(9.0, 25.0, -70.0)].concat(), 7.4),
        _ => ([vec![(0.0, 0.0)], ring(6.0, 13.0, 0.0), ring(12.0, 26.5, 15.0)].concat(), 6.0),
    }
}

fn caption(sheet: &mut Sheet, dims: &Dims) {
    if !dims.value("n").is_empty() && !dims.value("s").is_empty() {
        sheet.note((110.0, 188.0), &format!("{} × {} mm²", dims.value("n"), dims.value("s")));
    }
}

/// Bare copper strands between two x.
fn strands(sheet: &mut Sheet, from: f64, to: f64, core: (f64, f64)) {
    let (y, half) = core;
    sheet.rectangle(Pen::Thick, (from, y - half), to - from, half * 2.0);
    let step = (half / 2.5).max(2.0);
    let mut edge = -half + step;
    while edge < half - 0.5 {
        sheet.line(Pen::Thin, (from, y + edge), (to, y + edge - 1.0));
        edge += step;
    }
}

fn strand_ends(sheet: &mut Sheet, centre: Point, radius: f64, strand: f64) {
    sheet.circle(Pen::Thin, centre, strand);
    for (distance, number) in [(strand * 2.0, 6), (radius - strand, 12)] {
        for place in 0..number {
            let at = polar(centre, distance, 360.0 * f64::from(place) / f64::from(number));
            sheet.circle(Pen::Thin, at, strand * 0.94);
        }
    }
}

/// The tint of a sheath between two x, broken off at the left.
fn broken_end(sheet: &mut Sheet, xs: (f64, f64), y: f64, half: f64) {
    let mut sheath = wave(xs.0, y, half);
    sheet.polyline(Pen::Thick, &sheath);
    sheath.extend([(xs.1, y + half), (xs.1, y - half)]);
    sheet.tinted(&sheath);
}

/// A row of screw terminals.
fn terminals(sheet: &mut Sheet, from: f64, step: f64, y: f64, number: i32) {
    for place in 0..number {
        let centre = (from + step * f64::from(place), y);
        sheet.circle(Pen::Thick, centre, 7.0);
        sheet.line(Pen::Thick, (centre.0 - 4.6, centre.1 - 4.6), (centre.0 + 4.6, centre.1 + 4.6));
    }
}

pub(super) fn contactor(sheet: &mut Sheet, dims: &Dims) {
    let (x, y, width, height) = (60.0, 20.0, 104.0, 160.0);
    sheet.plate(Pen::Thick, (x, y), (width, height), 4.0);
    // Stepped front: terminals above and below, the raised middle with the armature.
    for edge in [34.0, 126.0] {
        sheet.line(Pen::Thick, (x, y + edge), (x + width, y + edge));
    }
    sheet.plate(Pen::Thick, (x + 10.0, y + 44.0), (width - 20.0, 72.0), 3.0);
    sheet.tinted(&rectangle((x + 10.0, y + 44.0), width - 20.0, 72.0));
    sheet.plate(Pen::Thick, (x + 36.0, y + 54.0), (32.0, 20.0), 2.0);
    sheet.rectangle(Pen::Thin, (x + 18.0, y + 84.0), width - 36.0, 24.0);
    terminals(sheet, x + 18.0, 22.6, y + 19.0, 4);
    terminals(sheet, x + 18.0, 22.6, y + 141.0, 4);
    let current = dims.value("A");
    if !current.is_empty() {
        sheet.note((x + width / 2.0, y + 100.0), &format!("{current} A"));
    }
    sheet.across((x, x + width), y + height + 16.0, y + height, &dims.label("B"));
    // From the side, with the DIN rail.
    let side = (208.0, y + 6.0);
    let outline = [
        (side.0, side.1),
        (side.0 + 44.0, side.1),
        (side.0 + 44.0, side.1 + 28.0),
        (side.0 + 76.0, side.1 + 28.0),
        (side.0 + 76.0, side.1 + 120.0),
        (side.0 + 44.0, side.1 + 120.0),
        (side.0 + 44.0, side.1 + 148.0),
        (side.0, side.1 + 148.0),
        (side.0, side.1 + 98.0),
        (side.0 + 7.0, side.1 + 98.0),
        (side.0 + 7.0, side.1 + 50.0),
        (side.0, side.1 + 50.0),
    ];
    sheet.polygon(Pen::Thick, &outline);
    sheet.polyline(
        Pen::Thick,
        &[
            (side.0 + 1.0, side.1 + 46.0),
            (side.0 + 1.0, side.1 + 56.0),
            (side.0 - 8.0, side.1 + 56.0),
            (side.0 - 8.0, side.1 + 92.0),
            (side.0 + 1.0, side.1 + 92.0),
            (side.0 + 1.0, side.1 + 102.0),
        ],
    );
    sheet.line(Pen::Thin, (side.0 + 44.0, side.1 + 28.0), (side.0 + 44.0, side.1 + 120.0));
    if !dims.value("V").is_empty() {
        sheet.note((side.0 + 38.0, 196.0), dims.value("V"));
    }
}

pub(super) fn overload_relay(sheet: &mut Sheet, dims: &Dims) {
    let (x, y, width, height) = (96.0, 44.0, 122.0, 128.0);
    sheet.plate(Pen::Thick, (x, y), (width, height), 4.0);
    sheet.tinted(&rectangle((x, y), width, height));
    // Three pins that plug into the contactor.
    for place in 0..3 {
        let pin = x + 22.0 + 33.0 * f64::from(place);
        sheet.plate(Pen::Thick, (pin, y - 22.0), (10.0, 24.0), 2.0);
    }
    let dial = (x + 36.0, y + 40.0);
    sheet.circle(Pen::Thick, dial, 20.0);
    sheet.circle(Pen::Thin, dial, 15.0);
    sheet.line(Pen::Thick, dial, polar(dial, 15.0, -55.0));
    for place in 0..9 {
        let angle = -210.0 + 30.0 * f64::from(place);
        sheet.line(Pen::Thin, polar(dial, 20.0, angle), polar(dial, 24.0, angle));
    }
    sheet.plate(Pen::Thick, (x + 72.0, y + 22.0), (18.0, 14.0), 2.0);
    sheet.plate(Pen::Thick, (x + 96.0, y + 22.0), (18.0, 14.0), 2.0);
    sheet.rectangle(Pen::Thin, (x + 72.0, y + 46.0), 42.0, 16.0);
    sheet.line(Pen::Thick, (x, y + 82.0), (x + width, y + 82.0));
    terminals(sheet, x + 20.0, 27.3, y + 104.0, 4);
    if !dims.value("A").is_empty() {
        sheet.note((x + width / 2.0, 196.0), dims.value("A"));
    }
}

pub(super) fn sensor(sheet: &mut Sheet, dims: &Dims) {
    let (diameter, length) = (dims.number("d", 12.0), dims.number("L", 50.0));
    let (y, half) = (88.0, 25.0);
    let long = (length / diameter * 2.0 * half * 0.6).clamp(112.0, 150.0);
    let left = 60.0;
    let right = left + long;
    // Active face, threaded barrel, plug.
    sheet.plate(Pen::Thick, (left, y - half + 3.0), (13.0, half * 2.0 - 6.0), 2.0);
    sheet.tinted(&rectangle((left, y - half + 3.0), 13.0, half * 2.0 - 6.0));
    sheet.rectangle(Pen::Thick, (left + 13.0, y - half), long - 13.0, half * 2.0);
    for edge in [-half + 4.0, half - 4.0] {
        sheet.line(Pen::Thin, (left + 13.0, y + edge), (right, y + edge));
    }
    for x in [left + 40.0, left + 66.0] {
        sheet.plate(Pen::Thick, (x, y - half - 11.0), (11.0, half * 2.0 + 22.0), 1.5);
        sheet.tinted(&rounded((x, y - half - 11.0), (11.0, half * 2.0 + 22.0), 1.5));
        for edge in [-half * 0.55, half * 0.55] {
            sheet.line(Pen::Thin, (x, y + edge), (x + 11.0, y + edge));
        }
    }
    sheet.plate(Pen::Thick, (right, y - half * 0.72), (34.0, half * 1.44), 2.0);
    let mut x = right + 6.0;
    while x < right + 30.0 {
        sheet.line(Pen::Thin, (x, y - half * 0.72), (x, y + half * 0.72));
        x += 4.0;
    }
    sheet.line(Pen::Axis, (left - 38.0, y), (right + 46.0, y));
    // The field in front of the face, and the target at the sensing distance.
    for radius in [15.0, 23.0] {
        sheet.polyline(Pen::Thin, &arc((left + 2.0, y), radius, (128.0, 232.0)));
    }
    sheet.line(Pen::Thick, (left - 28.0, y - 34.0), (left - 28.0, y + 34.0));
    sheet.across((left - 28.0, left), y + half + 40.0, y + half, &dims.label("Sn"));
    sheet.across((left, right), y + half + 62.0, y + half, &dims.label("L"));
    sheet.upright((y - half, y + half), right + 52.0, right, &dims.label("d"));
}
