//! Hoses, tubes, fittings and cylinders.

use super::sheet::{Point, disc, rectangle, regular};
use super::{Dims, Pen, Sheet};

pub(super) fn hose(sheet: &mut Sheet, dims: &Dims) {
    let (inside, outside) = (dims.number("d", 12.7), dims.number("D", 22.2));
    let outer = 50.0;
    let inner = (outer * inside / outside).clamp(16.0, 36.0);
    let (left, right, y) = (24.0, 196.0, 96.0);
    // Cut back in steps: cover, braid, inner tube.
    let braid = (outer + inner) / 2.0 + 3.0;
    let (cover_end, braid_end) = (right - 74.0, right - 30.0);
    sheet.polyline(Pen::Thick, &[(left, y - outer), (cover_end, y - outer), (cover_end, y + outer), (left, y + outer)]);
    let mut cover = wave(left, y, outer);
    cover.extend([(cover_end, y + outer), (cover_end, y - outer)]);
    sheet.tinted(&cover);
    sheet.polyline(Pen::Thick, &[(cover_end, y - braid), (braid_end, y - braid), (braid_end, y + braid), (cover_end, y + braid)]);
    let tube = inner + 5.0;
    sheet.polyline(Pen::Thick, &[(braid_end, y - tube), (right, y - tube), (right, y + tube), (braid_end, y + tube)]);
    sheet.polyline(Pen::Thick, &wave(left, y, outer));
    weave(sheet, (cover_end, braid_end), (y - braid, y + braid));
    if dims.number("n", 2.0) > 1.5 {
        sheet.line(Pen::Thick, (cover_end + 12.0, y - braid - 4.0), (cover_end + 12.0, y + braid + 4.0));
        sheet.polyline(Pen::Thick, &[(cover_end, y - braid - 4.0), (cover_end + 12.0, y - braid - 4.0)]);
        sheet.polyline(Pen::Thick, &[(cover_end, y + braid + 4.0), (cover_end + 12.0, y + braid + 4.0)]);
    }
    sheet.line(Pen::Axis, (left - 10.0, y), (right + 10.0, y));
    let centre = (258.0, y);
    let shown = outer * 0.9;
    let scale = shown / outer;
    let (ring, hole) = (disc(centre, shown), disc(centre, inner * scale));
    sheet.section_with_holes(&[&ring, &hole]);
    sheet.circle(Pen::Thick, centre, braid * scale);
    sheet.circle(Pen::Axis, centre, (braid - 3.5) * scale);
    sheet.cross(centre, shown + 6.0);
    sheet.across((centre.0 - inner * scale, centre.0 + inner * scale), y + shown + 16.0, y + inner * scale, &dims.label("d"));
    sheet.across((centre.0 - shown, centre.0 + shown), y + shown + 38.0, y, &dims.label("D"));
}

/// The broken end of a long part.
pub(super) fn wave(x: f64, y: f64, half: f64) -> Vec<Point> {
    (0..=16)
        .map(|step| {
            let t = f64::from(step) / 16.0;
            (x + 5.0 * (t * std::f64::consts::TAU).sin(), y - half + 2.0 * half * t)
        })
        .collect()
}

/// Crossing wires between two x.
fn weave(sheet: &mut Sheet, xs: (f64, f64), ys: (f64, f64)) {
    let (width, height) = (xs.1 - xs.0, ys.1 - ys.0);
    let mut start = -height;
    while start < width {
        for (from, to) in [((start, 0.0), (start + height, height)), ((start, height), (start + height, 0.0))] {
            if let Some((a, b)) = clipped(from, to, width) {
                sheet.line(Pen::Thin, (xs.0 + a.0, ys.0 + a.1), (xs.0 + b.0, ys.0 + b.1));
            }
        }
        start += 8.0;
    }
}

/// The part of a line between x = 0 and x = width.
fn clipped(from: Point, to: Point, width: f64) -> Option<(Point, Point)> {
    let at = |x: f64| (x, from.1 + (to.1 - from.1) * (x - from.0) / (to.0 - from.0));
    if to.0 <= 0.0 || from.0 >= width {
        return None;
    }
    Some((if from.0 < 0.0 { at(0.0) } else { from }, if to.0 > width { at(width) } else { to }))
}

pub(super) fn tube(sheet: &mut Sheet, dims: &Dims) {
    let (inside, outside) = (dims.number("d", 5.5), dims.number("D", 8.0));
    let (outer, y) = (34.0, 88.0);
    let inner = (outer * inside / outside).min(outer - 6.0);
    // A coil on the left, and the section on the right.
    let centre = (98.0, y + 4.0);
    for radius in [72.0, 62.0, 61.0, 51.0, 50.0, 40.0] {
        sheet.circle(if [72.0, 40.0].contains(&radius) { Pen::Thick } else { Pen::Thin }, centre, radius);
    }
    sheet.tinted_ring(centre, 72.0, 40.0);
    sheet.polyline(
        Pen::Thick,
        &[
            (centre.0 + 1.0, centre.1 + 72.0),
            (centre.0 + 74.0, centre.1 + 72.0),
            (centre.0 + 74.0, centre.1 + 62.0),
            (centre.0 + 36.0, centre.1 + 62.0),
        ],
    );
    let ring = (244.0, y);
    let (a, b) = (disc(ring, outer), disc(ring, inner));
    sheet.section_with_holes(&[&a, &b]);
    sheet.cross(ring, outer + 8.0);
    sheet.across((ring.0 - inner, ring.0 + inner), y + outer + 18.0, y + inner * 0.4, &dims.label("d"));
    sheet.across((ring.0 - outer, ring.0 + outer), y + outer + 40.0, y, &dims.label("D"));
}

/// A push-in end that opens to the right: collar and release ring.
fn push_in(sheet: &mut Sheet, x: f64, y: f64, half: f64) {
    sheet.plate(Pen::Thick, (x - 34.0, y - half), (34.0, half * 2.0), 3.0);
    sheet.tinted(&rectangle((x - 34.0, y - half), 34.0, half * 2.0));
    for at in [x - 27.0, x - 7.0] {
        sheet.line(Pen::Thin, (at, y - half), (at, y + half));
    }
    sheet.rectangle(Pen::Thick, (x, y - half * 0.72), 6.0, half * 1.44);
    sheet.rectangle(Pen::Thick, (x + 6.0, y - half * 0.86), 3.5, half * 1.72);
    for edge in [-half * 0.5, half * 0.5] {
        sheet.line(Pen::Thin, (x + 9.5, y + edge), (x + 34.0, y + edge));
    }
}

/// A male thread that points to the left, with its hexagon.
fn male_thread(sheet: &mut Sheet, x: f64, y: f64, half: f64) {
    sheet.polygon(
        Pen::Thick,
        &[
            (x, y - half),
            (x - 34.0, y - half),
            (x - 37.0, y - half + 3.0),
            (x - 37.0, y + half - 3.0),
            (x - 34.0, y + half),
            (x, y + half),
        ],
    );
    for edge in [-half + 3.5, half - 3.5] {
        sheet.line(Pen::Thin, (x - 37.0, y + edge), (x - 3.0, y + edge));
    }
    sheet.line(Pen::Thick, (x - 34.0, y - half), (x - 34.0, y + half));
}

fn hexagon_body(sheet: &mut Sheet, x: f64, width: f64, y: f64, half: f64) {
    sheet.rectangle(Pen::Thick, (x, y - half), width, half * 2.0);
    for edge in [-half / 2.0, half / 2.0] {
        sheet.line(Pen::Thick, (x, y + edge), (x + width, y + edge));
    }
}

pub(super) fn straight_fitting(sheet: &mut Sheet, dims: &Dims) {
    let y = 92.0;
    male_thread(sheet, 102.0, y, 24.0);
    hexagon_body(sheet, 102.0, 24.0, y, 36.0);
    push_in(sheet, 160.0, y, 30.0);
    sheet.line(Pen::Axis, (52.0, y), (206.0, y));
    let centre = (254.0, y);
    sheet.polygon(Pen::Thick, &regular(centre, 36.0, 6, 90.0));
    sheet.circle(Pen::Thin, centre, 30.0);
    sheet.circle(Pen::Thick, centre, 15.0);
    sheet.cross(centre, 42.0);
    sheet.upright((y - 24.0, y + 24.0), 46.0, 65.0, &dims.label("G"));
    sheet.upright((y - 15.0, y + 15.0), 206.0, 196.0, &dims.label("D"));
}

pub(super) fn elbow_fitting(sheet: &mut Sheet, dims: &Dims) {
    let (x, y) = (132.0, 74.0);
    // Thread downwards, tube to the right.
    let half = 26.0;
    sheet.plate(Pen::Thick, (x - half, y - half), (half * 2.0 + 6.0, half * 2.0), 10.0);
    sheet.tinted(&rectangle((x - half, y - half), half * 2.0, half * 2.0));
    push_in(sheet, x + 66.0, y, 28.0);
    let base = y + half;
    sheet.rectangle(Pen::Thick, (x - 30.0, base), 60.0, 20.0);
    for edge in [-15.0, 15.0] {
        sheet.line(Pen::Thick, (x + edge, base), (x + edge, base + 20.0));
    }
    let thread = base + 20.0;
    sheet.polygon(
        Pen::Thick,
        &[
            (x - 22.0, thread),
            (x - 22.0, thread + 30.0),
            (x - 19.0, thread + 33.0),
            (x + 19.0, thread + 33.0),
            (x + 22.0, thread + 30.0),
            (x + 22.0, thread),
        ],
    );
    for edge in [-18.5, 18.5] {
        sheet.line(Pen::Thin, (x + edge, thread + 2.0), (x + edge, thread + 33.0));
    }
    sheet.line(Pen::Axis, (x, y - half - 10.0), (x, thread + 44.0));
    sheet.line(Pen::Axis, (x - half - 10.0, y), (x + 116.0, y));
    sheet.across((x - 22.0, x + 22.0), thread + 48.0, thread + 33.0, &dims.label("G"));
    sheet.upright((y - 14.0, y + 14.0), x + 118.0, x + 104.0, &dims.label("D"));
}

pub(super) fn union_fitting(sheet: &mut Sheet, dims: &Dims) {
    let (x, y, half) = (160.0, 92.0, 32.0);
    sheet.plate(Pen::Thick, (x - 62.0, y - half), (124.0, half * 2.0), 5.0);
    sheet.tinted(&rectangle((x - 62.0, y - half), 124.0, half * 2.0));
    for at in [-54.0, -34.0, 34.0, 54.0] {
        sheet.line(Pen::Thin, (x + at, y - half), (x + at, y + half));
    }
    sheet.line(Pen::Thick, (x, y - half), (x, y + half));
    for side in [-1.0, 1.0] {
        let at = |distance: f64| x + side * distance;
        sheet.polygon(Pen::Thick, &[(at(62.0), y - 22.0), (at(68.0), y - 22.0), (at(68.0), y + 22.0), (at(62.0), y + 22.0)]);
        sheet.polygon(Pen::Thick, &[(at(68.0), y - 27.0), (at(72.0), y - 27.0), (at(72.0), y + 27.0), (at(68.0), y + 27.0)]);
        for edge in [-16.0, 16.0] {
            sheet.line(Pen::Thin, (at(72.0), y + edge), (at(104.0), y + edge));
        }
    }
    sheet.line(Pen::Axis, (x - 116.0, y), (x + 116.0, y));
    sheet.upright((y - 16.0, y + 16.0), x + 118.0, x + 104.0, &dims.label("D"));
}

pub(super) fn tee_fitting(sheet: &mut Sheet, dims: &Dims) {
    let (x, y, half) = (150.0, 72.0, 26.0);
    sheet.plate(Pen::Thick, (x - 58.0, y - half), (116.0, half * 2.0), 5.0);
    sheet.tinted(&rectangle((x - 58.0, y - half), 116.0, half * 2.0));
    for side in [-1.0, 1.0] {
        let at = |distance: f64| x + side * distance;
        sheet.line(Pen::Thin, (at(50.0), y - half), (at(50.0), y + half));
        sheet.polygon(Pen::Thick, &[(at(58.0), y - 18.0), (at(64.0), y - 18.0), (at(64.0), y + 18.0), (at(58.0), y + 18.0)]);
        sheet.polygon(Pen::Thick, &[(at(64.0), y - 22.0), (at(68.0), y - 22.0), (at(68.0), y + 22.0), (at(64.0), y + 22.0)]);
        for edge in [-13.0, 13.0] {
            sheet.line(Pen::Thin, (at(68.0), y + edge), (at(96.0), y + edge));
        }
    }
    let base = y + half;
    let thread = dims.value("G");
    if thread.is_empty() {
        sheet.plate(Pen::Thick, (x - half, base), (half * 2.0, 36.0), 4.0);
        sheet.polygon(
            Pen::Thick,
            &[(x - 18.0, base + 36.0), (x - 18.0, base + 42.0), (x + 18.0, base + 42.0), (x + 18.0, base + 36.0)],
        );
        sheet.polygon(
            Pen::Thick,
            &[(x - 22.0, base + 42.0), (x - 22.0, base + 46.0), (x + 22.0, base + 46.0), (x + 22.0, base + 42.0)],
        );
        for edge in [-13.0, 13.0] {
            sheet.line(Pen::Thin, (x + edge, base + 46.0), (x + edge, base + 70.0));
        }
    } else {
        hexagon_below(sheet, x, base);
        sheet.across((x - 20.0, x + 20.0), base + 66.0, base + 50.0, &dims.label("G"));
    }
    sheet.line(Pen::Axis, (x - 110.0, y), (x + 110.0, y));
    sheet.line(Pen::Axis, (x, y - half - 10.0), (x, base + 58.0));
    sheet.upright((y - 13.0, y + 13.0), x + 112.0, x + 96.0, &dims.label("D"));
}

fn hexagon_below(sheet: &mut Sheet, x: f64, base: f64) {
    sheet.rectangle(Pen::Thick, (x - 28.0, base), 56.0, 18.0);
    for edge in [-14.0, 14.0] {
        sheet.line(Pen::Thick, (x + edge, base), (x + edge, base + 18.0));
    }
    sheet.rectangle(Pen::Thick, (x - 20.0, base + 18.0), 40.0, 32.0);
    for edge in [-16.5, 16.5] {
        sheet.line(Pen::Thin, (x + edge, base + 20.0), (x + edge, base + 50.0));
    }
}

pub(super) fn cylinder(sheet: &mut Sheet, dims: &Dims) {
    let (bore, stroke, rod) = (dims.number("D", 50.0), dims.number("L", 200.0), dims.number("d", 20.0));
    let (y, half) = (82.0, 40.0);
    let long = (stroke / bore * 26.0).clamp(26.0, 96.0);
    let left = 28.0;
    let body = left + 26.0;
    let front = body + long + 40.0;
    // End caps with bolts, and the tube between them.
    for x in [left, front] {
        sheet.plate(Pen::Thick, (x, y - half), (26.0, half * 2.0), 4.0);
        for edge in [-half + 10.0, half - 10.0] {
            sheet.circle(Pen::Thin, (x + 13.0, y + edge), 5.0);
        }
    }
    sheet.rectangle(Pen::Thick, (body, y - half + 5.0), front - body, half * 2.0 - 10.0);
    sheet.tinted(&rectangle((body, y - half + 5.0), front - body, half * 2.0 - 10.0));
    for edge in [-half + 14.0, half - 14.0] {
        sheet.line(Pen::Thin, (body, y + edge), (front, y + edge));
    }
    // Ports on top.
    for x in [left + 13.0, front + 13.0] {
        sheet.rectangle(Pen::Thick, (x - 6.0, y - half - 6.0), 12.0, 6.0);
        sheet.line(Pen::Axis, (x, y - half - 13.0), (x, y - half + 8.0));
    }
    // The rod with its thread.
    let thick = (half * rod / bore).clamp(8.0, 16.0);
    let neck = front + 26.0;
    let tip = (neck + 66.0).min(300.0);
    sheet.rectangle(Pen::Thick, (neck, y - thick * 1.5), 7.0, thick * 3.0);
    sheet.polyline(
        Pen::Thick,
        &[(neck + 7.0, y - thick), (tip - 26.0, y - thick), (tip - 26.0, y + thick), (neck + 7.0, y + thick)],
    );
    let screw = thick * 0.82;
    sheet.polygon(
        Pen::Thick,
        &[
            (tip - 26.0, y - screw),
            (tip - 2.0, y - screw),
            (tip, y - screw + 2.0),
            (tip, y + screw - 2.0),
            (tip - 2.0, y + screw),
            (tip - 26.0, y + screw),
        ],
    );
    for edge in [-screw + 2.5, screw - 2.5] {
        sheet.line(Pen::Thin, (tip - 26.0, y + edge), (tip, y + edge));
    }
    sheet.line(Pen::Axis, (left - 12.0, y), (tip + 10.0, y));
    let piston = body + 14.0;
    for x in [piston, piston + 12.0] {
        sheet.line(Pen::Axis, (x, y - half + 6.0), (x, y + half - 6.0));
    }
    sheet.across((piston + 12.0, front - 6.0), y + half + 22.0, y + half - 6.0, &dims.label("L"));
    sheet.leader((tip - 40.0, y + thick), (tip - 32.0, y + half + 6.0), &dims.label("d"));
    sheet.upright((y - half + 5.0, y + half - 5.0), left - 14.0, body, &dims.label("D"));
}
