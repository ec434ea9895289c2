//! Roller bearings: a section on the left, the front view on the right.

use super::balls::Layout;
use super::sheet::{Point, arc, flipped, polar};
use super::{Dims, Pen, Sheet};

pub(super) fn cylindrical(sheet: &mut Sheet, dims: &Dims) {
    let layout = Layout::new(dims.number("d", 25.0), dims.number("D", 52.0), dims.number("B", 15.0));
    let (height, width) = (layout.height(), layout.right - layout.left);
    let (thickness, rib) = (height * 0.26, height * 0.14);
    let (length, middle) = (width * 0.6, layout.middle());
    let (from, to) = (middle - length / 2.0, middle + length / 2.0);
    let outer_race = layout.up(layout.outer - thickness);
    let inner_race = layout.up(layout.inner + thickness);
    // The outer ring guides the rollers between its ribs, the inner ring is plain (type NU).
    let outer_ring = [
        (layout.left, layout.up(layout.outer)),
        (layout.right, layout.up(layout.outer)),
        (layout.right, outer_race + rib),
        (to, outer_race + rib),
        (to, outer_race),
        (from, outer_race),
        (from, outer_race + rib),
        (layout.left, outer_race + rib),
    ];
    layout.both(sheet, &outer_ring, false);
    let inner_ring = [
        (layout.left, layout.up(layout.inner)),
        (layout.right, layout.up(layout.inner)),
        (layout.right, inner_race),
        (layout.left, inner_race),
    ];
    layout.both(sheet, &inner_ring, false);
    let roller = [(from, outer_race), (to, outer_race), (to, inner_race), (from, inner_race)];
    for shape in [roller.to_vec(), flipped(&roller, layout.centre_y)] {
        sheet.polygon(Pen::Thick, &shape);
    }
    let pitch = (layout.outer + layout.inner) / 2.0;
    for y in [layout.up(pitch), layout.centre_y + pitch] {
        sheet.line(Pen::Axis, (from - 4.0, y), (to + 4.0, y));
    }
    layout.frame(sheet, [&dims.label("d"), &dims.label("D"), &dims.label("B")]);
    front(sheet, &layout, layout.outer - thickness - rib, layout.inner + thickness, (inner_race - outer_race) / 2.0);
}

pub(super) fn tapered(sheet: &mut Sheet, dims: &Dims) {
    let layout = Layout::new(dims.number("d", 25.0), dims.number("D", 52.0), dims.number("T", 16.25));
    let (height, width) = (layout.height(), layout.right - layout.left);
    let (left, right) = (layout.left, layout.right);
    // The cone reaches to the left face, the cup to the right one.
    let (cone_right, cup_left) = (right - width * 0.08, left + width * 0.2);
    let at = |radius: f64| layout.up(layout.inner + height * radius);
    let cup = [(cup_left, at(1.0)), (right, at(1.0)), (right, at(0.88)), (cup_left, at(0.7))];
    layout.both(sheet, &cup, false);
    let cone = [
        (left, at(0.0)),
        (cone_right, at(0.0)),
        (cone_right, at(0.36)),
        (cone_right - width * 0.08, at(0.38)),
        (cone_right - width * 0.08, at(0.3)),
        (left + width * 0.2, at(0.2)),
        (left + width * 0.2, at(0.36)),
        (left, at(0.42)),
    ];
    layout.both(sheet, &mirrored_cone(&cone, left, cone_right), true);
    let (a, b) = (left + width * 0.16, right - width * 0.14);
    let roller = [(a, at(0.3)), (a, at(0.7)), (b, at(0.83)), (b, at(0.22))];
    for shape in [roller.to_vec(), flipped(&roller, layout.centre_y)] {
        sheet.polygon(Pen::Thick, &shape);
    }
    sheet.line(Pen::Axis, (a - 8.0, at(0.49)), (b + 8.0, at(0.535)));
    layout.frame(sheet, [&dims.label("d"), &dims.label("D"), &dims.label("T")]);
    let centre = layout.front;
    for radius in [1.0, 0.72, 0.34, 0.0] {
        sheet.circle(Pen::Thick, centre, layout.inner + height * radius);
    }
    sheet.circle(Pen::Thin, centre, layout.outer - 2.0);
    sheet.circle(Pen::Thin, centre, layout.inner + 2.0);
    roller_ends(sheet, centre, layout.inner + height * 0.53, height * 0.16);
    sheet.cross(centre, layout.outer + 8.0);
}

/// The cone's large rib belongs to the side where the rollers are thick.
fn mirrored_cone(cone: &[Point], left: f64, right: f64) -> Vec<Point> {
    super::sheet::mirrored(cone, (left + right) / 2.0)
}

pub(super) fn spherical(sheet: &mut Sheet, dims: &Dims) {
    let layout = Layout::new(dims.number("d", 50.0), dims.number("D", 90.0), dims.number("B", 23.0) * 1.15);
    let (height, width) = (layout.height(), layout.right - layout.left);
    let middle = layout.middle();
    let sphere = layout.inner + height * 0.8;
    // The outer raceway is one arc about the bearing's centre; it is shown as deep as the drawing needs it.
    let sag = height * 0.14;
    let bow: Vec<Point> = (0..=12)
        .map(|step| {
            let t = f64::from(step) / 12.0 * 2.0 - 1.0;
            (middle - t * width / 2.0, layout.up(sphere - sag * t * t))
        })
        .collect();
    let mut outer_ring = vec![(layout.left, layout.up(layout.outer)), (layout.right, layout.up(layout.outer))];
    outer_ring.extend(bow);
    layout.both(sheet, &outer_ring, false);
    let at = |x: f64, radius: f64| (middle + x * width / 2.0, layout.up(layout.inner + height * radius));
    let inner_ring = [
        at(-1.0, 0.0),
        at(1.0, 0.0),
        at(1.0, 0.33),
        at(0.9, 0.33),
        at(0.86, 0.22),
        at(0.5, 0.25),
        at(0.14, 0.34),
        at(0.14, 0.42),
        at(-0.14, 0.42),
        at(-0.14, 0.34),
        at(-0.5, 0.25),
        at(-0.86, 0.22),
        at(-0.9, 0.33),
        at(-1.0, 0.33),
    ];
    layout.both(sheet, &inner_ring, true);
    for side in [-1.0, 1.0] {
        let barrel = [
            at(side * 0.86, 0.26),
            at(side * 0.5, 0.27),
            at(side * 0.16, 0.37),
            at(side * 0.12, 0.56),
            at(side * 0.14, 0.76),
            at(side * 0.5, 0.755),
            at(side * 0.84, 0.68),
            at(side * 0.88, 0.46),
        ];
        for shape in [barrel.to_vec(), flipped(&barrel, layout.centre_y)] {
            sheet.polygon(Pen::Thick, &shape);
        }
        let (from, to) = (at(side * 0.02, 0.56), at(side * 1.08, 0.46));
        sheet.line(Pen::Axis, from, to);
    }
    layout.frame(sheet, [&dims.label("d"), &dims.label("D"), &dims.label("B")]);
    let centre = layout.front;
    for radius in [1.0, 0.68, 0.33, 0.0] {
        sheet.circle(Pen::Thick, centre, layout.inner + height * radius);
    }
    sheet.circle(Pen::Thin, centre, layout.outer - 2.0);
    roller_ends(sheet, centre, layout.inner + height * 0.5, height * 0.15);
    sheet.cross(centre, layout.outer + 8.0);
}

pub(super) fn drawn_cup(sheet: &mut Sheet, dims: &Dims) {
    let layout = Layout::new(dims.number("d", 20.0) * 0.94, dims.number("D", 26.0), dims.number("B", 16.0));
    let (wall, lip) = (4.5, 9.0);
    let (left, right) = (layout.left, layout.right);
    let (top, under) = (layout.up(layout.outer), layout.up(layout.outer) + wall);
    let cup = [
        (left, top),
        (right, top),
        (right, under + lip),
        (right - wall, under + lip),
        (right - wall, under),
        (left + wall, under),
        (left + wall, under + lip),
        (left, under + lip),
    ];
    layout.both(sheet, &cup, false);
    let (from, to, bottom) = (left + wall + 4.0, right - wall - 4.0, layout.up(layout.inner));
    let needle = [(from, under), (to, under), (to, bottom), (from, bottom)];
    for shape in [needle.to_vec(), flipped(&needle, layout.centre_y)] {
        sheet.polygon(Pen::Thick, &shape);
    }
    for y in [(under + bottom) / 2.0, 2.0 * layout.centre_y - (under + bottom) / 2.0] {
        sheet.line(Pen::Axis, (from - 3.0, y), (to + 3.0, y));
    }
    layout.frame(sheet, [&dims.label("d"), &dims.label("D"), &dims.label("B")]);
    front(sheet, &layout, layout.outer - wall, layout.inner, (bottom - under) / 2.0);
}

/// Front view with the ends of rollers between two radii.
fn front(sheet: &mut Sheet, layout: &Layout, outer: f64, inner: f64, roller: f64) {
    let centre = layout.front;
    for radius in [layout.outer, outer, inner, layout.inner] {
        sheet.circle(Pen::Thick, centre, radius);
    }
    sheet.circle(Pen::Thin, centre, layout.outer - 2.0);
    roller_ends(sheet, centre, (outer + inner) / 2.0, roller.min((outer - inner) / 2.0 - 0.8));
    sheet.cross(centre, layout.outer + 8.0);
}

fn roller_ends(sheet: &mut Sheet, centre: Point, pitch: f64, radius: f64) {
    let radius = radius.max(2.2);
    sheet.circle(Pen::Axis, centre, pitch);
    let number = (std::f64::consts::PI * pitch / (radius * 1.35)).floor().clamp(8.0, 40.0);
    let mut place = 0.0;
    while place < number {
        let at = 360.0 * place / number - 90.0;
        sheet.polyline(Pen::Thin, &arc(polar(centre, pitch, at), radius, (0.0, 360.0)));
        place += 1.0;
    }
}
