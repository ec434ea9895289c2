//! Ball bearings: a section on the left, the front view on the right.

use super::sheet::{Point, arc, flipped, polar, rectangle};
use super::{Dims, Pen, Sheet};

/// Where things stand on the sheet, in its units.
pub(super) struct Layout {
    /// Half the outside diameter and half the bore.
    pub outer: f64,
    pub inner: f64,
    /// Left and right face of the section.
    pub left: f64,
    pub right: f64,
    pub centre_y: f64,
    pub front: Point,
}

impl Layout {
    /// Bore, outside diameter and width scaled to the sheet; thin sections are thickened until they can be read.
    pub fn new(bore: f64, outside: f64, width: f64) -> Layout {
        let outer = 74.0;
        let inner = (outer * bore / outside).min(outer - 17.0).max(13.0);
        let width = (2.0 * outer * width / outside).clamp(24.0, 84.0);
        let middle = 82.0;
        Layout { outer, inner, left: middle - width / 2.0, right: middle + width / 2.0, centre_y: 96.0, front: (232.0, 96.0) }
    }

    /// Height of the section between bore and outside diameter.
    pub fn height(&self) -> f64 {
        self.outer - self.inner
    }

    pub fn middle(&self) -> f64 {
        (self.left + self.right) / 2.0
    }

    /// The y of a radius in the upper half.
    pub fn up(&self, radius: f64) -> f64 {
        self.centre_y - radius
    }

    /// Draws a cut surface in the upper half and its image in the lower.
    pub fn both(&self, sheet: &mut Sheet, points: &[Point], back: bool) {
        for shape in [points.to_vec(), flipped(points, self.centre_y)] {
            if back { sheet.section_back(&shape) } else { sheet.section(&shape) }
        }
    }

    /// Centre line, faces between the halves, and the dimension lines of the section.
    pub fn frame(&self, sheet: &mut Sheet, labels: [&str; 3]) {
        let [bore, outside, width] = labels;
        let (left, right, y) = (self.left, self.right, self.centre_y);
        sheet.line(Pen::Axis, (left - 12.0, y), (right + 12.0, y));
        for x in [left, right] {
            sheet.line(Pen::Thick, (x, y - self.inner), (x, y + self.inner));
        }
        sheet.upright((y - self.outer, y + self.outer), left - 26.0, left, outside);
        sheet.upright((y - self.inner, y + self.inner), right + 18.0, right, bore);
        sheet.across((left, right), y + self.outer + 20.0, y + self.outer, width);
    }
}

/// How a bearing is closed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Closed {
    Open,
    Shield,
    Seal,
}

pub(super) fn open(sheet: &mut Sheet, dims: &Dims) {
    deep_groove(sheet, dims, Closed::Open);
}

pub(super) fn shielded(sheet: &mut Sheet, dims: &Dims) {
    deep_groove(sheet, dims, Closed::Shield);
}

pub(super) fn sealed(sheet: &mut Sheet, dims: &Dims) {
    deep_groove(sheet, dims, Closed::Seal);
}

fn deep_groove(sheet: &mut Sheet, dims: &Dims, closed: Closed) {
    let layout = Layout::new(dims.number("d", 20.0), dims.number("D", 47.0), dims.number("B", 14.0));
    let (height, pitch) = (layout.height(), (layout.outer + layout.inner) / 2.0);
    let ball = (height * 0.3).min((layout.right - layout.left) * 0.38);
    let shoulder = ball * 0.52;
    let centre = (layout.middle(), layout.up(pitch));
    let reach = (ball * ball - shoulder * shoulder).sqrt();
    // From the shoulder's edge the raceway follows the ball.
    let angle = (shoulder / ball).asin().to_degrees();
    let outer_race = arc(centre, ball, (360.0 - angle, 180.0 + angle));
    let mut outer_ring = vec![
        (layout.left, layout.up(layout.outer)),
        (layout.right, layout.up(layout.outer)),
        (layout.right, centre.1 - shoulder),
    ];
    outer_ring.push((centre.0 + reach, centre.1 - shoulder));
    outer_ring.extend(outer_race);
    outer_ring.push((layout.left, centre.1 - shoulder));
    layout.both(sheet, &outer_ring, false);
    let inner_race = arc(centre, ball, (180.0 - angle, angle));
    let mut inner_ring =
        vec![(layout.right, layout.up(layout.inner)), (layout.left, layout.up(layout.inner)), (layout.left, centre.1 + shoulder)];
    inner_ring.push((centre.0 - reach, centre.1 + shoulder));
    inner_ring.extend(inner_race);
    inner_ring.push((layout.right, centre.1 + shoulder));
    layout.both(sheet, &inner_ring, false);
    for y in [centre.1, 2.0 * layout.centre_y - centre.1] {
        sheet.circle(Pen::Thick, (centre.0, y), ball);
        sheet.cross((centre.0, y), ball * 0.5);
    }
    closures(sheet, &layout, closed, (centre.1 - shoulder, centre.1 + shoulder));
    layout.frame(sheet, [&dims.label("d"), &dims.label("D"), &dims.label("B")]);
    front(sheet, &layout, closed != Closed::Open, (pitch, ball, shoulder));
}

/// Shields or seals between the shoulders, on both sides and in both halves.
fn closures(sheet: &mut Sheet, layout: &Layout, closed: Closed, between: (f64, f64)) {
    let thickness = match closed {
        Closed::Open => return,
        Closed::Shield => 1.2,
        Closed::Seal => 3.2,
    };
    let gap = if closed == Closed::Shield { 2.0 } else { 0.0 };
    for x in [layout.left + 1.6, layout.right - 1.6 - thickness] {
        let strip = rectangle((x, between.0), thickness, between.1 - between.0 - gap);
        sheet.filled(&strip);
        sheet.filled(&flipped(&strip, layout.centre_y));
    }
}

/// The front view: rings, and the balls when nothing covers them.
fn front(sheet: &mut Sheet, layout: &Layout, covered: bool, race: (f64, f64, f64)) {
    let (pitch, ball, shoulder) = race;
    let centre = layout.front;
    for radius in [layout.outer, layout.inner] {
        sheet.circle(Pen::Thick, centre, radius);
    }
    sheet.circle(Pen::Thin, centre, layout.outer - 2.0);
    sheet.circle(Pen::Thin, centre, layout.inner + 2.0);
    let (outer_shoulder, inner_shoulder) = (pitch + shoulder, pitch - shoulder);
    sheet.circle(Pen::Thick, centre, outer_shoulder);
    sheet.circle(Pen::Thick, centre, inner_shoulder);
    if covered {
        sheet.tinted_ring(centre, outer_shoulder, inner_shoulder);
        sheet.circle(Pen::Thin, centre, (outer_shoulder + inner_shoulder) / 2.0 + (outer_shoulder - inner_shoulder) * 0.22);
    } else {
        balls_in_front(sheet, centre, pitch, ball, shoulder);
    }
    sheet.cross(centre, layout.outer + 8.0);
}

/// Balls as far as the shoulders let them be seen.
fn balls_in_front(sheet: &mut Sheet, centre: Point, pitch: f64, ball: f64, shoulder: f64) {
    sheet.circle(Pen::Axis, centre, pitch);
    let number = (std::f64::consts::PI * pitch / (ball * 1.32)).floor().clamp(6.0, 22.0);
    let reach = (shoulder / ball).asin().to_degrees() * 0.94;
    let mut place = 0.0;
    while place < number {
        let at = 360.0 * place / number - 90.0;
        let middle = polar(centre, pitch, at);
        sheet.polyline(Pen::Thick, &arc(middle, ball, (at + 90.0 - reach, at + 90.0 + reach)));
        sheet.polyline(Pen::Thick, &arc(middle, ball, (at - 90.0 - reach, at - 90.0 + reach)));
        place += 1.0;
    }
}

pub(super) fn angular_contact(sheet: &mut Sheet, dims: &Dims) {
    let layout = Layout::new(dims.number("d", 20.0), dims.number("D", 47.0), dims.number("B", 14.0));
    let (height, pitch) = (layout.height(), (layout.outer + layout.inner) / 2.0);
    let ball = (height * 0.3).min((layout.right - layout.left) * 0.38);
    let centre = (layout.middle(), layout.up(pitch));
    let (low, high) = (ball * 0.15, ball * 0.62);
    let angle = |shoulder: f64| (shoulder / ball).asin().to_degrees();
    let reach = |shoulder: f64| (ball * ball - shoulder * shoulder).sqrt();
    // The outer ring's shoulder is high on the left and relieved on the right; the inner ring's the other way round.
    let mut outer_ring = vec![
        (layout.left, layout.up(layout.outer)),
        (layout.right, layout.up(layout.outer)),
        (layout.right, centre.1 - ball * 0.95),
    ];
    outer_ring.push((centre.0 + reach(ball * 0.9), centre.1 - ball * 0.9));
    outer_ring.extend(arc(centre, ball, (360.0 - angle(ball * 0.9), 180.0 + angle(low))));
    outer_ring.push((centre.0 - reach(low), centre.1 - low));
    outer_ring.push((layout.left, centre.1 - low));
    layout.both(sheet, &outer_ring, false);
    let mut inner_ring =
        vec![(layout.right, layout.up(layout.inner)), (layout.left, layout.up(layout.inner)), (layout.left, centre.1 + high)];
    inner_ring.push((centre.0 - reach(high), centre.1 + high));
    inner_ring.extend(arc(centre, ball, (180.0 - angle(high), angle(low))));
    inner_ring.push((layout.right, centre.1 + low));
    layout.both(sheet, &inner_ring, false);
    for (y, side) in [(centre.1, 1.0), (2.0 * layout.centre_y - centre.1, -1.0)] {
        sheet.circle(Pen::Thick, (centre.0, y), ball);
        // The line of contact, at forty degrees.
        let (dx, dy) = (0.643 * ball * 1.9, 0.766 * ball * 1.9 * side);
        sheet.line(Pen::Axis, (centre.0 - dx, y - dy), (centre.0 + dx, y + dy));
    }
    sheet.line(Pen::Axis, (centre.0, centre.1 - ball * 1.5), (centre.0, centre.1 + ball * 1.5));
    layout.frame(sheet, [&dims.label("d"), &dims.label("D"), &dims.label("B")]);
    front(sheet, &layout, false, (pitch, ball, ball * 0.52));
    let tip = (centre.0 + 0.643 * ball * 1.9, centre.1 + 0.766 * ball * 1.9);
    sheet.leader(tip, (tip.0 + 16.0, tip.1 + 8.0), &dims.label("α"));
}

pub(super) fn thrust(sheet: &mut Sheet, dims: &Dims) {
    let (bore, outside, height) = (dims.number("d", 25.0), dims.number("D", 47.0), dims.number("H", 15.0));
    // The axis stands upright: the section lies below the front view's place.
    let outer = 72.0;
    let inner = (outer * bore / outside).clamp(16.0, outer - 20.0);
    let half = (outer * height / outside).clamp(14.0, 34.0);
    let (x, y) = (108.0, 100.0);
    let ball = (half * 0.62).min((outer - inner) * 0.3);
    let middle = (outer + inner) / 2.0;
    let sink = ball * 0.42;
    let reach = (ball * ball - sink * sink).sqrt();
    for side in [-1.0, 1.0] {
        let centre = (x + side * middle, y);
        let (from, to) = (x + side * inner, x + side * outer);
        let angle = (sink / ball).asin().to_degrees();
        let race = arc(centre, ball, (180.0 + angle, 360.0 - angle));
        let mut washer = vec![(from, y - half), (to, y - half), (to, y - sink)];
        let race: Vec<Point> = if side > 0.0 { race.into_iter().rev().collect() } else { race };
        washer.push((centre.0 + side * reach, y - sink));
        washer.extend(race);
        washer.push((from, y - sink));
        sheet.section(&washer);
        sheet.section_back(&flipped(&washer, y));
        sheet.circle(Pen::Thick, centre, ball);
        sheet.cross(centre, ball * 0.5);
    }
    for level in [-half, -sink, sink, half] {
        sheet.line(Pen::Thick, (x - inner, y + level), (x + inner, y + level));
    }
    sheet.line(Pen::Axis, (x, y - half - 12.0), (x, y + half + 12.0));
    sheet.across((x - inner, x + inner), y - half - 16.0, y - half, &dims.label("d"));
    sheet.across((x - outer, x + outer), y + half + 22.0, y + half, &dims.label("D"));
    sheet.upright((y - half, y + half), x - outer - 16.0, x - outer, &dims.label("H"));
    let front = (256.0, y);
    let scale = 0.78;
    for radius in [outer, inner] {
        sheet.circle(Pen::Thick, front, radius * scale);
    }
    sheet.circle(Pen::Thin, front, (outer - 2.5) * scale);
    sheet.circle(Pen::Thin, front, (inner + 2.5) * scale);
    sheet.circle(Pen::Axis, front, middle * scale);
    sheet.cross(front, outer * scale + 6.0);
}

pub(super) fn insert(sheet: &mut Sheet, dims: &Dims) {
    let (bore, outside, width) = (dims.number("d", 25.0), dims.number("D", 52.0), dims.number("B", 34.1));
    let layout = Layout::new(bore, outside, width * 0.8);
    let (height, pitch) = (layout.height(), (layout.outer + layout.inner) / 2.0);
    let narrow = (layout.right - layout.left) * 0.52;
    let ball = (height * 0.28).min(narrow * 0.4);
    let shoulder = ball * 0.5;
    let middle = layout.middle();
    let centre = (middle, layout.up(pitch));
    let reach = (ball * ball - shoulder * shoulder).sqrt();
    let angle = (shoulder / ball).asin().to_degrees();
    // The outside is a part of a sphere, so that the insert sets itself in its housing.
    let crown = layout.outer * 0.045 + 2.0;
    let bow = (0..=8).map(|step| {
        let t = f64::from(step) / 8.0 * 2.0 - 1.0;
        (middle + t * narrow / 2.0, layout.up(layout.outer - crown * t * t))
    });
    let mut outer_ring: Vec<Point> = bow.collect();
    outer_ring.push((middle + narrow / 2.0, centre.1 - shoulder));
    outer_ring.push((middle + reach, centre.1 - shoulder));
    outer_ring.extend(arc(centre, ball, (360.0 - angle, 180.0 + angle)));
    outer_ring.push((middle - narrow / 2.0, centre.1 - shoulder));
    layout.both(sheet, &outer_ring, false);
    let mut inner_ring =
        vec![(layout.right, layout.up(layout.inner)), (layout.left, layout.up(layout.inner)), (layout.left, centre.1 + shoulder)];
    inner_ring.push((middle - reach, centre.1 + shoulder));
    inner_ring.extend(arc(centre, ball, (180.0 - angle, angle)));
    inner_ring.push((layout.right, centre.1 + shoulder));
    layout.both(sheet, &inner_ring, false);
    for y in [centre.1, 2.0 * layout.centre_y - centre.1] {
        sheet.circle(Pen::Thick, (middle, y), ball);
    }
    for x in [middle - narrow / 2.0 + 1.0, middle + narrow / 2.0 - 3.8] {
        let strip = rectangle((x, centre.1 - shoulder), 2.8, shoulder * 2.0);
        sheet.filled(&strip);
        sheet.filled(&flipped(&strip, layout.centre_y));
    }
    // The set screw in the long side of the inner ring.
    let screw = middle + narrow / 2.0 + (layout.right - middle - narrow / 2.0) / 2.0;
    sheet.line(Pen::Axis, (screw, centre.1 + shoulder - 8.0), (screw, layout.up(layout.inner) + 8.0));
    layout.frame(sheet, [&dims.label("d"), &dims.label("D"), &dims.label("B")]);
    front(sheet, &layout, true, (pitch, ball, shoulder));
}
