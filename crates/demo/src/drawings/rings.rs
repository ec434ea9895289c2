//! Retaining rings, keys and pins.

use super::sheet::{Point, arc, disc, polar, rounded};
use super::{Dims, Pen, Sheet};

const Y: f64 = 92.0;

pub(super) fn for_shafts(sheet: &mut Sheet, dims: &Dims) {
    let centre = (186.0, Y + 4.0);
    let inner = 52.0;
    // Thick opposite the gap, thin towards the lugs: two circles that are not concentric.
    let outer: Vec<Point> = arc((centre.0, centre.1 + 3.0), 64.0, (-68.0, 248.0));
    let mut ring = outer;
    ring.extend(lug(centre, inner, -104.0));
    ring.extend(arc(centre, inner, (260.0, -80.0)));
    ring.extend(lug(centre, inner, -76.0));
    draw_ring(sheet, &ring, centre, 74.0);
    for angle in [-104.0, -76.0] {
        sheet.circle(Pen::Thick, polar(centre, inner + 13.0, angle), 3.6);
    }
    side_view(sheet, dims, (inner, 66.0));
    sheet.leader(polar(centre, inner, 40.0), (centre.0 + 84.0, centre.1 + 60.0), &dims.label("d1"));
}

/// The eye for the pliers at one end of the gap, outwards.
fn lug(centre: Point, inner: f64, angle: f64) -> Vec<Point> {
    arc(polar(centre, inner + 13.0, angle), 8.5, (angle - 130.0, angle + 130.0))
}

pub(super) fn for_bores(sheet: &mut Sheet, dims: &Dims) {
    let centre = (186.0, Y);
    let outer = 66.0;
    let mut ring = arc(centre, outer, (-78.0, 258.0));
    ring.extend(eye_inside(centre, outer, -102.0));
    ring.extend(arc((centre.0, centre.1 - 3.0), 54.0, (246.0, -66.0)));
    ring.extend(eye_inside(centre, outer, -78.0));
    draw_ring(sheet, &ring, centre, 74.0);
    for angle in [-102.0, -78.0] {
        sheet.circle(Pen::Thick, polar(centre, outer - 13.0, angle), 3.6);
    }
    side_view(sheet, dims, (54.0, outer));
    sheet.leader(polar(centre, outer, 40.0), (centre.0 + 80.0, centre.1 + 66.0), &dims.label("d1"));
}

fn eye_inside(centre: Point, outer: f64, angle: f64) -> Vec<Point> {
    let eye = polar(centre, outer - 13.0, angle);
    arc(eye, 8.5, (angle + 50.0, angle + 310.0))
}

fn draw_ring(sheet: &mut Sheet, ring: &[Point], centre: Point, reach: f64) {
    sheet.polygon(Pen::Thick, ring);
    sheet.tinted(ring);
    sheet.cross(centre, reach + 4.0);
}

/// The ring from the side, sitting in its groove.
fn side_view(sheet: &mut Sheet, dims: &Dims, ring: (f64, f64)) {
    let (x, thick) = (64.0, 11.0);
    for side in [-1.0, 1.0] {
        sheet.section(&[
            (x, Y + side * ring.0),
            (x + thick, Y + side * ring.0),
            (x + thick, Y + side * ring.1),
            (x, Y + side * ring.1),
        ]);
    }
    sheet.line(Pen::Thick, (x, Y - ring.0), (x, Y + ring.0));
    sheet.line(Pen::Thick, (x + thick, Y - ring.0), (x + thick, Y + ring.0));
    sheet.line(Pen::Axis, (x - 12.0, Y), (x + thick + 12.0, Y));
    sheet.across((x, x + thick), Y + ring.1 + 22.0, Y + ring.1, &dims.label("s"));
    let groove = (ring.0 + ring.1) / 2.0;
    sheet.upright((Y - groove, Y + groove), x - 20.0, x, &dims.label("d2"));
}

pub(super) fn parallel_key(sheet: &mut Sheet, dims: &Dims) {
    let (width, height, length) = (dims.number("b", 8.0), dims.number("h", 7.0), dims.number("L", 40.0));
    let ratio = (length / width).clamp(1.6, 6.5);
    let b = (180.0 / ratio).clamp(28.0, 48.0);
    let (long, h) = (b * ratio, b * height / width);
    let (x, top) = (36.0, 34.0);
    // From above with round ends, from the side below, the section on the right.
    let plan = rounded((x, top), (long, b), b / 2.0);
    sheet.polygon(Pen::Thick, &plan);
    sheet.tinted(&plan);
    sheet.line(Pen::Axis, (x - 8.0, top + b / 2.0), (x + long + 8.0, top + b / 2.0));
    for end in [x + b / 2.0, x + long - b / 2.0] {
        sheet.line(Pen::Axis, (end, top - 6.0), (end, top + b + 6.0));
    }
    let side = top + b + 26.0;
    sheet.rectangle(Pen::Thick, (x, side), long, h);
    sheet.line(Pen::Thin, (x + 2.0, side), (x + 2.0, side + h));
    sheet.line(Pen::Thin, (x + long - 2.0, side), (x + long - 2.0, side + h));
    sheet.across((x, x + long), side + h + 20.0, side + h, &dims.label("L"));
    sheet.upright((side, side + h), x + long + 20.0, x + long, &dims.label("h"));
    let section = (262.0, top);
    sheet.section(&[
        (section.0, section.1),
        (section.0 + b * 0.8, section.1),
        (section.0 + b * 0.8, section.1 + h * 0.8),
        (section.0, section.1 + h * 0.8),
    ]);
    sheet.across((section.0, section.0 + b * 0.8), section.1 - 10.0, section.1, &dims.label("b"));
}

pub(super) fn dowel_pin(sheet: &mut Sheet, dims: &Dims) {
    let (diameter, length) = (dims.number("d", 8.0), dims.number("L", 30.0));
    let ratio = (length / diameter).clamp(1.6, 7.0);
    let radius = (168.0 / ratio / 2.0).clamp(12.0, 32.0);
    let long = 2.0 * radius * ratio;
    let (x, y) = (38.0, 88.0);
    let chamfer = radius * 0.35;
    // A chamfer to start it in the hole on the left, a crowned end on the right.
    let mut outline = vec![(x, y - radius * 0.8), (x + chamfer, y - radius), (x + long - chamfer, y - radius)];
    let bow = (radius * radius + chamfer * chamfer) / (2.0 * chamfer);
    let open = (radius / bow).asin().to_degrees();
    outline.extend(arc((x + long - bow, y), bow, (-open, open)));
    outline.extend([(x + long - chamfer, y + radius), (x + chamfer, y + radius), (x, y + radius * 0.8)]);
    sheet.polygon(Pen::Thick, &outline);
    sheet.tinted(&outline);
    for at in [x + chamfer, x + long - chamfer] {
        sheet.line(Pen::Thick, (at, y - radius), (at, y + radius));
    }
    sheet.line(Pen::Axis, (x - 12.0, y), (x + long + 12.0, y));
    sheet.across((x, x + long), y + radius + 24.0, y + radius, &dims.label("L"));
    sheet.upright((y - radius, y + radius), x + long + 20.0, x + long, &dims.label("d"));
    let centre = (278.0, y);
    let shown = radius.min(26.0);
    sheet.circle(Pen::Thick, centre, shown);
    sheet.circle(Pen::Thin, centre, shown * 0.8);
    sheet.tinted(&disc(centre, shown));
    sheet.cross(centre, shown + 6.0);
}
