//! Lubricants, gloves and consumables.

use super::sheet::{Point, arc, rectangle, rounded};
use super::{Dims, Pen, Sheet};

pub(super) fn can(sheet: &mut Sheet, dims: &Dims) {
    let (x, y, width, height) = (108.0, 46.0, 104.0, 136.0);
    // A jerrycan: body with round shoulders, handle, spout.
    let body = [
        vec![(x, y + height - 6.0)],
        arc((x + 6.0, y + height - 6.0), 6.0, (180.0, 90.0)),
        arc((x + width - 6.0, y + height - 6.0), 6.0, (90.0, 0.0)),
        vec![(x + width, y + 34.0)],
        arc((x + width - 8.0, y + 34.0), 8.0, (0.0, -60.0)),
        vec![(x + 66.0, y), (x + 26.0, y)],
        arc((x + 14.0, y + 14.0), 14.0, (-90.0, -180.0)),
    ]
    .concat();
    sheet.polygon(Pen::Thick, &body);
    sheet.tinted(&body);
    sheet.plate(Pen::Thick, (x + 28.0, y - 16.0), (26.0, 16.0), 3.0);
    for place in 0..5 {
        let at = x + 32.0 + 4.6 * f64::from(place);
        sheet.line(Pen::Thin, (at, y - 14.0), (at, y - 2.0));
    }
    let handle: Vec<Point> = vec![(x + 62.0, y + 14.0), (x + 88.0, y + 38.0), (x + 84.0, y + 48.0), (x + 56.0, y + 24.0)];
    sheet.polygon(Pen::Thick, &handle);
    sheet.plate(Pen::Thick, (x + 12.0, y + 62.0), (width - 24.0, 56.0), 3.0);
    label_lines(sheet, dims, (x + width / 2.0, y + 86.0));
    drop(sheet, (x + width / 2.0, y + 56.0));
}

/// Viscosity and contents on a label.
fn label_lines(sheet: &mut Sheet, dims: &Dims, middle: Point) {
    let (class, volume) = (dims.value("VG"), dims.value("V"));
    let mut y = middle.1;
    for text in [if class.is_empty() { String::new() } else { format!("ISO VG {class}") }, volume.to_owned()] {
        if !text.is_empty() {
            sheet.note((middle.0, y), &text);
            y += 16.0;
        }
    }
}

fn drop(sheet: &mut Sheet, at: Point) {
    let mut outline = vec![(at.0, at.1 - 16.0)];
    outline.extend(arc((at.0, at.1 - 4.0), 6.0, (-25.0, 205.0)));
    sheet.polygon(Pen::Thin, &outline);
}

pub(super) fn drum(sheet: &mut Sheet, dims: &Dims) {
    let (x, y, width, height) = (104.0, 30.0, 112.0, 152.0);
    let lid = ellipse((x + width / 2.0, y), width / 2.0, 14.0, (0.0, 360.0));
    sheet.polygon(Pen::Thick, &lid);
    sheet.tinted(&lid);
    sheet.line(Pen::Thick, (x, y), (x, y + height));
    sheet.line(Pen::Thick, (x + width, y), (x + width, y + height));
    for level in [height / 3.0, height * 2.0 / 3.0] {
        for shift in [-2.5, 2.5] {
            sheet.polyline(Pen::Thick, &ellipse((x + width / 2.0, y + level + shift), width / 2.0 + 2.0, 14.0, (0.0, 180.0)));
        }
    }
    sheet.polyline(Pen::Thick, &ellipse((x + width / 2.0, y + height), width / 2.0, 14.0, (0.0, 180.0)));
    sheet.polygon(Pen::Thick, &ellipse((x + 32.0, y + 1.0), 9.0, 3.4, (0.0, 360.0)));
    sheet.polygon(Pen::Thick, &ellipse((x + 84.0, y - 3.0), 5.0, 2.0, (0.0, 360.0)));
    label_lines(sheet, dims, (x + width / 2.0, y + 84.0));
}

fn ellipse(centre: Point, a: f64, b: f64, degrees: (f64, f64)) -> Vec<Point> {
    // Sampled as the circle of its longer half axis, then flattened.
    arc((0.0, 0.0), a, degrees).iter().map(|(x, y)| (centre.0 + x, centre.1 + y * b / a)).collect()
}

pub(super) fn cartridge(sheet: &mut Sheet, dims: &Dims) {
    let (x, y, long, half) = (56.0, 96.0, 190.0, 32.0);
    sheet.plate(Pen::Thick, (x, y - half), (long, half * 2.0), 3.0);
    sheet.tinted(&rectangle((x, y - half), long, half * 2.0));
    for at in [x + 9.0, x + long - 9.0] {
        sheet.line(Pen::Thick, (at, y - half), (at, y + half));
    }
    sheet.polygon(
        Pen::Thick,
        &[(x + long, y - 15.0), (x + long + 14.0, y - 11.0), (x + long + 14.0, y + 11.0), (x + long, y + 15.0)],
    );
    sheet.rectangle(Pen::Thin, (x + 34.0, y - half + 9.0), 112.0, half * 2.0 - 18.0);
    sheet.line(Pen::Axis, (x - 14.0, y), (x + long + 28.0, y));
    let content = dims.value("V");
    if !content.is_empty() {
        sheet.note((x + 90.0, y + 16.0), content);
    }
    sheet.note((x + 90.0, y - 6.0), "NLGI 2");
}

pub(super) fn glove(sheet: &mut Sheet, dims: &Dims) {
    // Palm down, thumb to the left; the coated part is tinted.
    let fingers: [(f64, f64, f64); 4] = [(128.0, 62.0, 18.0), (152.0, 40.0, 19.0), (176.0, 46.0, 18.0), (199.0, 66.0, 16.0)];
    let mut hand: Vec<Point> = vec![(128.0, 196.0), (124.0, 150.0), (118.0, 138.0), (98.0, 118.0), (84.0, 96.0)];
    hand.extend(arc((90.0, 88.0), 10.0, (140.0, 320.0)));
    hand.extend([(108.0, 98.0), (119.0, 108.0)]);
    for (middle, top, width) in fingers {
        let half = width / 2.0;
        hand.push((middle - half, 104.0));
        hand.extend(arc((middle, top + half), half, (180.0, 360.0)));
        hand.push((middle + half, 104.0));
    }
    hand.extend([(208.0, 140.0), (204.0, 160.0), (202.0, 196.0)]);
    sheet.polygon(Pen::Thick, &hand);
    let edge = [(207.0, 148.0), (190.0, 156.0), (166.0, 160.0), (140.0, 158.0), (124.0, 150.0)];
    let coated: Vec<Point> = hand.iter().copied().filter(|point| point.1 < 149.0).chain(edge).collect();
    sheet.tinted(&coated);
    sheet.polyline(Pen::Thin, &edge);
    // The knitted cuff.
    for place in 0..12 {
        let at = 131.0 + 6.2 * f64::from(place);
        sheet.line(Pen::Thin, (at, 172.0), (at, 194.0));
    }
    sheet.line(Pen::Thin, (126.0, 170.0), (203.0, 170.0));
    let size = dims.value("T");
    if !size.is_empty() {
        sheet.note((166.0, 132.0), size);
    }
}

pub(super) fn spray(sheet: &mut Sheet, _dims: &Dims) {
    let (x, y, width, height) = (126.0, 66.0, 68.0, 122.0);
    sheet.plate(Pen::Thick, (x, y), (width, height), 5.0);
    let shoulder = [(x + 3.0, y), (x + 14.0, y - 16.0), (x + width - 14.0, y - 16.0), (x + width - 3.0, y)];
    sheet.polyline(Pen::Thick, &shoulder);
    sheet.plate(Pen::Thick, (x + 22.0, y - 32.0), (24.0, 16.0), 3.0);
    sheet.line(Pen::Thick, (x + 22.0, y - 25.0), (x + 16.0, y - 25.0));
    sheet.tinted(&rounded((x, y + 18.0), (width, 76.0), 1.0));
    sheet.line(Pen::Thin, (x, y + 18.0), (x + width, y + 18.0));
    sheet.line(Pen::Thin, (x, y + 94.0), (x + width, y + 94.0));
    for (level, long) in [(34.0, 40.0), (46.0, 28.0), (70.0, 36.0), (80.0, 20.0)] {
        sheet.line(Pen::Thin, (x + 14.0, y + level), (x + 14.0 + long, y + level));
    }
    // The cone of the spray.
    for angle in [-14.0, 0.0, 14.0] {
        let radians: f64 = f64::to_radians(180.0 + angle);
        let from = (x + 10.0, y - 25.0);
        sheet.line(Pen::Axis, from, (from.0 + 58.0 * radians.cos(), from.1 + 58.0 * radians.sin()));
    }
}
