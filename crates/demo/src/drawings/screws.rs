//! Screws: side view with the thread as the standards draw it, and the head from above.

use super::sheet::{Point, arc, regular};
use super::{Dims, Pen, Sheet};

/// The side view's place: head on the left, screw to the right.
struct Screw {
    /// Half of the nominal diameter, sheet units.
    radius: f64,
    /// Where the shank begins and ends.
    from: f64,
    to: f64,
    y: f64,
}

impl Screw {
    /// Nominal diameter and length scaled so that both a stud and a long screw stay readable.
    fn new(dims: &Dims, head_height: f64) -> (Screw, f64) {
        let (diameter, length) = (dims.number("d", 8.0), dims.number("L", 30.0));
        let ratio = (length / diameter).clamp(1.2, 6.2);
        let radius = (150.0 / ratio / 2.0).clamp(11.5, 17.0);
        let scale = 2.0 * radius / diameter;
        let head = (head_height * scale).clamp(7.0, 38.0);
        let from = 44.0 + head;
        let shank = (ratio * 2.0 * radius).clamp(40.0, 152.0);
        (Screw { radius, from, to: from + shank, y: 84.0 }, scale)
    }

    /// Shank with the thread from `threaded` on, chamfered at the end.
    fn shank(&self, sheet: &mut Sheet, threaded: f64) {
        let Screw { radius, from, to, y } = *self;
        let (core, bevel) = (radius * 0.82, radius * 0.2);
        let outline = [
            (from, y - radius),
            (to - bevel, y - radius),
            (to, y - core),
            (to, y + core),
            (to - bevel, y + radius),
            (from, y + radius),
        ];
        sheet.polyline(Pen::Thick, &outline);
        sheet.line(Pen::Thick, (to - bevel, y - radius), (to - bevel, y + radius));
        for side in [-core, core] {
            sheet.line(Pen::Thin, (threaded, y + side), (to, y + side));
        }
        if threaded > from + 1.0 {
            sheet.line(Pen::Thick, (threaded, y - radius), (threaded, y + radius));
        }
        sheet.line(Pen::Axis, (30.0, y), (to + 12.0, y));
    }

    fn measures(&self, sheet: &mut Sheet, dims: &Dims, head: (f64, f64), from: f64) {
        let below = self.y + head.1.max(self.radius);
        sheet.across((from, self.to), below + 22.0, self.y + self.radius, &dims.label("L"));
        sheet.upright((self.y - self.radius, self.y + self.radius), self.to + 18.0, self.to, &dims.label("d"));
        if head.0 > 0.0 {
            sheet.across((self.from - head.0, self.from), self.y - head.1 - 12.0, self.y - head.1, &dims.label("k"));
        }
    }
}

fn top_view() -> Point {
    (262.0, 160.0)
}

/// Rim, hexagon socket and key size of a socket head from above.
fn socket_from_above(sheet: &mut Sheet, dims: &Dims, radius: f64, key: f64) {
    let centre = top_view();
    let key = key.clamp(radius * 0.5, radius * 1.3);
    sheet.circle(Pen::Thick, centre, radius);
    sheet.circle(Pen::Thin, centre, radius * 0.92);
    sheet.polygon(Pen::Thick, &regular(centre, key / 3.0_f64.sqrt(), 6, 30.0));
    sheet.cross(centre, radius + 6.0);
    sheet.leader((centre.0 - key / 2.0, centre.1 + 1.0), (centre.0 - radius - 16.0, centre.1 + radius * 0.7), &dims.label("s"));
}

pub(super) fn socket_cap(sheet: &mut Sheet, dims: &Dims) {
    let (screw, scale) = Screw::new(dims, dims.number("k", 8.0));
    let (k, dk, key) = (dims.number("k", 8.0) * scale, dims.number("dk", 13.0) * scale, dims.number("s", 6.0) * scale);
    let (half, y) = (dk / 2.0, screw.y);
    let bevel = k * 0.12;
    let head = [
        (screw.from, y - half),
        (screw.from - k + bevel, y - half),
        (screw.from - k, y - half + bevel),
        (screw.from - k, y + half - bevel),
        (screw.from - k + bevel, y + half),
        (screw.from, y + half),
    ];
    sheet.polygon(Pen::Thick, &head);
    knurling(sheet, (screw.from - k + bevel * 2.0, screw.from - bevel), (y - half, y + half));
    // The socket, hidden inside the head.
    let deep = screw.from - k * 0.46;
    for edge in [-key / 2.0, 0.0, key / 2.0] {
        if edge != 0.0 {
            sheet.line(Pen::Axis, (screw.from - k, y + edge), (deep, y + edge));
        }
    }
    sheet.polyline(Pen::Axis, &[(deep, y - key / 2.0), (deep + key * 0.16, y), (deep, y + key / 2.0)]);
    let threaded = screw.from
        + if dims.number("L", 30.0) > 3.0 * dims.number("d", 8.0) + 12.0 { (screw.to - screw.from) * 0.35 } else { 4.0 };
    screw.shank(sheet, threaded);
    screw.measures(sheet, dims, (k, half), screw.from);
    sheet.upright((y - half, y + half), screw.from - k - 16.0, screw.from - k, &dims.label("dk"));
    socket_from_above(sheet, dims, 30.0, key / half * 30.0);
}

/// The knurled rim of a cap head.
fn knurling(sheet: &mut Sheet, xs: (f64, f64), ys: (f64, f64)) {
    for edge in [ys.0, ys.1] {
        let inward = if edge == ys.0 { 5.0 } else { -5.0 };
        let mut x = xs.0;
        while x < xs.1 {
            sheet.line(Pen::Thin, (x, edge), (x, edge + inward));
            x += 2.6;
        }
    }
}

pub(super) fn hexagon(sheet: &mut Sheet, dims: &Dims) {
    hexagon_head(sheet, dims, false);
}

pub(super) fn hexagon_with_shank(sheet: &mut Sheet, dims: &Dims) {
    hexagon_head(sheet, dims, true);
}

fn hexagon_head(sheet: &mut Sheet, dims: &Dims, shank: bool) {
    let (screw, scale) = Screw::new(dims, dims.number("k", 5.3));
    let (k, flats) = (dims.number("k", 5.3) * scale, dims.number("s", 13.0) * scale);
    let corner = flats / 3.0_f64.sqrt();
    let (y, x) = (screw.y, screw.from);
    // Seen on three faces: the middle one flat, the chamfer as arcs.
    let bow = k * 0.22;
    let mut head = vec![(x, y - corner), (x, y + corner), (x - k + bow, y + corner)];
    for (from, to) in [(corner, corner / 2.0), (corner / 2.0, -corner / 2.0), (-corner / 2.0, -corner)] {
        let middle = (from + to) / 2.0;
        let depth = if from - to > corner * 0.8 { 0.0 } else { bow * 0.4 };
        head.extend([
            (x - k + bow * 0.55, y + from * 0.97 + to * 0.03),
            (x - k + depth, y + middle),
            (x - k + bow * 0.55, y + to * 0.97 + from * 0.03),
        ]);
    }
    head.push((x - k + bow, y - corner));
    sheet.polygon(Pen::Thick, &head);
    for edge in [-corner / 2.0, corner / 2.0] {
        sheet.line(Pen::Thick, (x - k + bow * 0.6, y + edge), (x, y + edge));
    }
    let length = screw.to - x;
    screw.shank(sheet, if shank { x + length * 0.48 } else { x + 3.0 });
    screw.measures(sheet, dims, (k, corner), x);
    let centre = top_view();
    let half = 26.0;
    sheet.polygon(Pen::Thick, &regular(centre, 30.0, 6, 30.0));
    sheet.circle(Pen::Thin, centre, half * 0.96);
    sheet.cross(centre, 36.0);
    sheet.across((centre.0 - half, centre.0 + half), centre.1 + 46.0, centre.1 + 15.0, &dims.label("s"));
}

pub(super) fn countersunk(sheet: &mut Sheet, dims: &Dims) {
    let (screw, scale) = Screw::new(dims, 0.0);
    let (k, dk, key) = (dims.number("k", 4.96) * scale, dims.number("dk", 17.9) * scale * 0.92, dims.number("s", 5.0) * scale);
    let (y, half) = (screw.y, dk / 2.0);
    let left = screw.from - k;
    let head = [
        (screw.from, y - screw.radius),
        (left + 2.0, y - half),
        (left, y - half),
        (left, y + half),
        (left + 2.0, y + half),
        (screw.from, y + screw.radius),
    ];
    sheet.polygon(Pen::Thick, &head);
    sheet.line(Pen::Thick, (left + 2.0, y - half), (left + 2.0, y + half));
    for edge in [-key / 2.0, key / 2.0] {
        sheet.line(Pen::Axis, (left, y + edge), (left + k * 0.6, y + edge));
    }
    let threaded = screw.from
        + if dims.number("L", 30.0) > 3.0 * dims.number("d", 8.0) + 12.0 { (screw.to - screw.from) * 0.3 } else { 3.0 };
    screw.shank(sheet, threaded);
    let below = y + half;
    // The length of a countersunk screw includes its head.
    sheet.across((left, screw.to), below + 18.0, y + screw.radius, &dims.label("L"));
    sheet.upright((y - screw.radius, y + screw.radius), screw.to + 18.0, screw.to, &dims.label("d"));
    sheet.upright((y - half, y + half), left - 16.0, left, &dims.label("dk"));
    sheet.note((screw.from + 12.0, y - half - 2.0), "90°");
    socket_from_above(sheet, dims, 31.0, key / half * 31.0);
}

pub(super) fn button(sheet: &mut Sheet, dims: &Dims) {
    let (screw, scale) = Screw::new(dims, dims.number("k", 4.4));
    let (k, dk, key) = (dims.number("k", 4.4) * scale, dims.number("dk", 14.0) * scale, dims.number("s", 5.0) * scale);
    let (y, half) = (screw.y, dk / 2.0);
    // A segment of a circle of height k over the chord dk, its top cut flat.
    let radius = (half * half + k * k) / (2.0 * k) * 0.94;
    let open = (half / radius).min(1.0).asin().to_degrees();
    let centre = screw.from + (radius * radius - half * half).max(0.0).sqrt();
    let bow: Vec<Point> =
        arc((centre, y), radius, (180.0 - open, 180.0 + open)).into_iter().map(|(x, y)| (x.max(screw.from - k), y)).collect();
    sheet.polygon(Pen::Thick, &bow);
    for edge in [-key / 2.0, key / 2.0] {
        sheet.line(Pen::Axis, (screw.from - k, y + edge), (screw.from - k * 0.35, y + edge));
    }
    screw.shank(sheet, screw.from + 3.0);
    screw.measures(sheet, dims, (k, half), screw.from);
    sheet.upright((y - half, y + half), screw.from - k - 16.0, screw.from - k, &dims.label("dk"));
    socket_from_above(sheet, dims, 30.0, key / half * 30.0);
}

pub(super) fn set_screw(sheet: &mut Sheet, dims: &Dims) {
    let (diameter, length) = (dims.number("d", 8.0), dims.number("L", 12.0));
    let radius = 30.0;
    let long = (2.0 * radius * length / diameter).clamp(46.0, 150.0);
    let (y, from) = (92.0, 44.0);
    let (to, core, bevel) = (from + long, radius * 0.84, radius * 0.16);
    let key = dims.number("s", 4.0) / diameter * 2.0 * radius;
    let outline = [
        (from, y - core),
        (from + bevel, y - radius),
        (to - bevel, y - radius),
        (to, y - core),
        (to, y + core),
        (to - bevel, y + radius),
        (from + bevel, y + radius),
        (from, y + core),
    ];
    sheet.polygon(Pen::Thick, &outline);
    for x in [from + bevel, to - bevel] {
        sheet.line(Pen::Thick, (x, y - radius), (x, y + radius));
    }
    for side in [-core, core] {
        sheet.line(Pen::Thin, (from, y + side), (to, y + side));
    }
    let deep = from + (long * 0.45).min(key * 1.3);
    sheet.polyline(
        Pen::Axis,
        &[(from, y - key / 2.0), (deep, y - key / 2.0), (deep + key * 0.2, y), (deep, y + key / 2.0), (from, y + key / 2.0)],
    );
    sheet.line(Pen::Axis, (from - 12.0, y), (to + 12.0, y));
    sheet.across((from, to), y + radius + 22.0, y + radius, &dims.label("L"));
    sheet.upright((y - radius, y + radius), to + 18.0, to, &dims.label("d"));
    let centre = (262.0, 92.0);
    sheet.circle(Pen::Thick, centre, radius);
    sheet.circle(Pen::Thin, centre, core);
    sheet.tinted_ring(centre, core, key / 2.0);
    sheet.polygon(Pen::Thick, &regular(centre, key / 3.0_f64.sqrt(), 6, 30.0));
    sheet.cross(centre, radius + 6.0);
    sheet.leader((centre.0 - key / 2.0, centre.1 + 2.0), (centre.0 - radius - 8.0, centre.1 + radius + 12.0), &dims.label("s"));
}
