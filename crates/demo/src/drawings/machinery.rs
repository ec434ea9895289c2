//! Gear motors, pumps, machines with exploded views, and parts that no other drawing fits.

use super::sheet::{Point, arc, polar, rectangle};
use super::{Dims, Pen, Sheet};

/// A finned motor lying to the right of `x`, with terminal box and fan cover.
fn motor(sheet: &mut Sheet, x: f64, y: f64, half: f64, long: f64) {
    sheet.polygon(Pen::Thick, &[(x, y - half * 0.7), (x + 8.0, y - half), (x + 8.0, y + half), (x, y + half * 0.7)]);
    sheet.rectangle(Pen::Thick, (x + 8.0, y - half), long, half * 2.0);
    let mut fin = y - half + 6.0;
    while fin < y + half - 2.0 {
        sheet.line(Pen::Thin, (x + 12.0, fin), (x + 4.0 + long, fin));
        fin += 6.0;
    }
    let cover = x + 8.0 + long;
    sheet.plate(Pen::Thick, (cover, y - half - 1.0), (20.0, half * 2.0 + 2.0), 6.0);
    sheet.tinted(&rectangle((cover, y - half - 1.0), 20.0, half * 2.0 + 2.0));
    sheet.plate(Pen::Thick, (x + 22.0, y - half - 18.0), (40.0, 18.0), 3.0);
    sheet.line(Pen::Thin, (x + 22.0, y - half - 13.0), (x + 62.0, y - half - 13.0));
    sheet.line(Pen::Axis, (x - 8.0, y), (cover + 30.0, y));
}

pub(super) fn gear_motor(sheet: &mut Sheet, dims: &Dims) {
    // The worm gearbox seen along its output shaft, the motor to the right.
    let centre = (84.0, 112.0);
    let half = 50.0;
    let worm = centre.1 - 27.0;
    motor(sheet, centre.0 + half + 14.0, worm, 35.0, 82.0);
    let housing: Vec<Point> = vec![
        (centre.0 - half + 8.0, centre.1 - half),
        (centre.0 + half, centre.1 - half),
        (centre.0 + half, centre.1 + half - 18.0),
        (centre.0 + half - 18.0, centre.1 + half),
        (centre.0 - half + 18.0, centre.1 + half),
        (centre.0 - half, centre.1 + half - 18.0),
        (centre.0 - half, centre.1 - half + 8.0),
    ];
    sheet.polygon(Pen::Thick, &housing);
    sheet.tinted(&housing);
    // The flange between gearbox and motor.
    sheet.plate(Pen::Thick, (centre.0 + half, worm - 40.0), (14.0, 80.0), 2.0);
    let gear = (centre.0, centre.1 + 7.0);
    sheet.circle(Pen::Thick, gear, 34.0);
    sheet.circle(Pen::Thin, gear, 28.0);
    sheet.circle(Pen::Thick, gear, 15.0);
    // The keyway of the hollow shaft, and the flange's screws.
    sheet.polyline(
        Pen::Thick,
        &[
            (gear.0 - 4.0, gear.1 - 14.4),
            (gear.0 - 4.0, gear.1 - 19.0),
            (gear.0 + 4.0, gear.1 - 19.0),
            (gear.0 + 4.0, gear.1 - 14.4),
        ],
    );
    for angle in [45.0, 135.0, 225.0, 315.0] {
        sheet.circle(Pen::Thin, polar(gear, 31.0 * 1.0, angle), 2.2);
    }
    sheet.cross(gear, 42.0);
    sheet.line(Pen::Axis, (centre.0 - half - 8.0, worm), (centre.0 + half + 10.0, worm));
    sheet.upright((worm, gear.1), centre.0 - half - 14.0, centre.0 - half, &dims.label("H"));
    let (ratio, power) = (dims.value("i"), dims.value("P"));
    if !ratio.is_empty() {
        sheet.note((206.0, 164.0), &format!("i = {ratio}"));
    }
    if !power.is_empty() {
        sheet.note((206.0, 180.0), power);
    }
}

pub(super) fn pump(sheet: &mut Sheet, dims: &Dims) {
    let centre = (88.0, 120.0);
    let (volute, y) = (50.0, 120.0);
    motor(sheet, 146.0, y, 38.0, 92.0);
    // Volute with the outlet on top and the inlet to the left.
    let mut casing = arc(centre, volute, (-40.0, 270.0));
    casing.extend([(centre.0, centre.1 - volute - 30.0), (centre.0 + 30.0, centre.1 - volute - 30.0)]);
    casing.push((centre.0 + 30.0, centre.1 - volute + 12.0));
    sheet.polygon(Pen::Thick, &casing);
    sheet.tinted(&casing);
    sheet.plate(Pen::Thick, (centre.0 - 9.0, centre.1 - volute - 40.0), (48.0, 10.0), 2.0);
    sheet.circle(Pen::Thick, centre, 24.0);
    sheet.circle(Pen::Thin, centre, 18.0);
    for place in 0..6 {
        let angle = 60.0 * f64::from(place);
        sheet.polyline(Pen::Thin, &[polar(centre, 9.0, angle), polar(centre, 17.0, angle + 28.0)]);
    }
    sheet.circle(Pen::Thin, centre, 7.0);
    sheet.cross(centre, volute + 8.0);
    sheet.rectangle(Pen::Thick, (centre.0 + volute - 4.0, y - 26.0), 12.0, 52.0);
    // Feet under pump and motor.
    sheet.polyline(Pen::Thick, &[(62.0, 166.0), (56.0, 178.0), (120.0, 178.0), (114.0, 166.0)]);
    sheet.polyline(Pen::Thick, &[(176.0, 158.0), (172.0, 178.0), (236.0, 178.0), (232.0, 158.0)]);
    sheet.line(Pen::Thin, (40.0, 178.0), (270.0, 178.0));
    sheet.leader((centre.0 + 38.0, centre.1 - volute - 36.0), (158.0, 26.0), &dims.label("DN"));
    sheet.note((110.0, 202.0), &dims.label("Q"));
    sheet.note((208.0, 202.0), &dims.label("H"));
}

pub(super) fn gear_pump(sheet: &mut Sheet, dims: &Dims) {
    let (x, y) = (112.0, 96.0);
    sheet.plate(Pen::Thick, (x - 46.0, y - 70.0), (92.0, 140.0), 40.0);
    // The chamber with its two gears.
    let (upper, lower, radius) = ((x, y - 25.0), (x, y + 25.0), 29.0);
    for (centre, turn) in [(upper, 0.0), (lower, 15.0)] {
        let mut gear = Vec::new();
        for tooth in 0..12 {
            let at = 30.0 * f64::from(tooth) + turn;
            for (offset, reach) in [(-9.0, radius - 8.0), (-4.5, radius), (4.5, radius), (9.0, radius - 8.0)] {
                gear.push(polar(centre, reach - 1.0, at + offset));
            }
        }
        sheet.polygon(Pen::Thick, &gear);
        sheet.tinted(&gear);
        sheet.circle(Pen::Thick, centre, 9.0);
        sheet.cross(centre, 5.0);
        sheet.circle(Pen::Axis, centre, radius - 4.0);
    }
    for corner in [(-34.0, -52.0), (34.0, -52.0), (-34.0, 52.0), (34.0, 52.0)] {
        sheet.circle(Pen::Thick, (x + corner.0, y + corner.1), 5.0);
    }
    for side in [-1.0, 1.0] {
        sheet.polyline(
            Pen::Thick,
            &[(x + side * 46.0, y - 11.0), (x + side * 62.0, y - 11.0), (x + side * 62.0, y + 11.0), (x + side * 46.0, y + 11.0)],
        );
        sheet.line(Pen::Axis, (x + side * 36.0, y), (x + side * 72.0, y));
    }
    // From the side: body, flange, tapered shaft.
    let side = (206.0, y);
    sheet.plate(Pen::Thick, (side.0, y - 62.0), (52.0, 124.0), 4.0);
    sheet.plate(Pen::Thick, (side.0 + 52.0, y - 52.0), (14.0, 104.0), 2.0);
    for edge in [14.0, 40.0] {
        sheet.line(Pen::Thin, (side.0 + edge, y - 62.0), (side.0 + edge, y + 62.0));
    }
    sheet.polygon(
        Pen::Thick,
        &[(side.0 + 66.0, y - 36.0), (side.0 + 86.0, y - 32.0), (side.0 + 86.0, y - 18.0), (side.0 + 66.0, y - 14.0)],
    );
    sheet.line(Pen::Axis, (side.0 - 8.0, y - 25.0), (side.0 + 96.0, y - 25.0));
    sheet.note((112.0, 196.0), &dims.label("V"));
    sheet.note((236.0, 196.0), &dims.label("p"));
}

pub(super) fn machine(sheet: &mut Sheet, dims: &Dims) {
    conveyor(sheet);
    taping_head(sheet);
    exploded_parts(sheet);
    let positions: [(Point, Point, &str); 6] = [
        ((140.0, 60.0), (112.0, 22.0), "1"),
        ((168.0, 92.0), (196.0, 112.0), "2"),
        ((66.0, 128.0), (24.0, 104.0), "5"),
        ((104.0, 166.0), (112.0, 200.0), "6"),
        ((243.0, 56.0), (270.0, 22.0), "10"),
        ((282.0, 118.0), (304.0, 92.0), "14"),
    ];
    for (from, to, number) in positions {
        sheet.balloon(from, to, number);
    }
    if !dims.value("name").is_empty() {
        sheet.note((232.0, 206.0), dims.value("name"));
    }
}

/// Frame, legs, rollers and belt.
fn conveyor(sheet: &mut Sheet) {
    sheet.plate(Pen::Thick, (34.0, 134.0), (170.0, 16.0), 3.0);
    for place in 0..9 {
        sheet.circle(Pen::Thin, (46.0 + 18.4 * f64::from(place), 129.0), 5.0);
    }
    for x in [48.0, 178.0] {
        sheet.rectangle(Pen::Thick, (x, 150.0), 10.0, 38.0);
        sheet.polyline(Pen::Thick, &[(x - 6.0, 192.0), (x + 16.0, 192.0), (x + 10.0, 188.0), (x, 188.0), (x - 6.0, 192.0)]);
    }
    sheet.plate(Pen::Thick, (84.0, 152.0), (42.0, 26.0), 4.0);
    sheet.tinted(&rectangle((84.0, 152.0), 42.0, 26.0));
    // A carton on the way.
    sheet.rectangle(Pen::Thick, (58.0, 86.0), 60.0, 38.0);
    sheet.line(Pen::Thin, (88.0, 86.0), (88.0, 96.0));
    sheet.tinted(&rectangle((58.0, 86.0), 60.0, 38.0));
}

/// Column, arm, tape reel and rollers.
fn taping_head(sheet: &mut Sheet) {
    sheet.rectangle(Pen::Thick, (178.0, 30.0), 12.0, 104.0);
    sheet.plate(Pen::Thick, (118.0, 58.0), (64.0, 12.0), 3.0);
    let reel = (142.0, 42.0);
    sheet.circle(Pen::Thick, reel, 17.0);
    sheet.circle(Pen::Thin, reel, 11.0);
    sheet.circle(Pen::Thick, reel, 5.0);
    sheet.polyline(Pen::Thin, &[(127.0, 50.0), (126.0, 76.0), (132.0, 82.0)]);
    for (x, y) in [(132.0, 78.0), (162.0, 82.0)] {
        sheet.circle(Pen::Thick, (x, y), 6.0);
    }
    sheet.polyline(Pen::Thick, &[(150.0, 70.0), (162.0, 82.0)]);
    sheet.polyline(Pen::Thick, &[(166.0, 88.0), (170.0, 94.0), (174.0, 88.0)]);
}

/// Parts pulled out along an axis to the right.
fn exploded_parts(sheet: &mut Sheet) {
    sheet.line(Pen::Axis, (194.0, 64.0), (306.0, 64.0));
    sheet.plate(Pen::Thick, (202.0, 52.0), (16.0, 24.0), 2.0);
    let bearing = (238.0, 64.0);
    sheet.circle(Pen::Thick, bearing, 16.0);
    sheet.circle(Pen::Thick, bearing, 11.0);
    sheet.circle(Pen::Thick, bearing, 7.0);
    let ring = arc((264.0, 64.0), 10.0, (-65.0, 245.0));
    sheet.polyline(Pen::Thick, &ring);
    sheet.polygon(Pen::Thick, &[(280.0, 60.0), (284.0, 56.0), (288.0, 56.0), (288.0, 72.0), (284.0, 72.0), (280.0, 68.0)]);
    sheet.rectangle(Pen::Thick, (288.0, 60.0), 14.0, 8.0);
    sheet.line(Pen::Axis, (210.0, 140.0), (300.0, 140.0));
    motor_small(sheet, (226.0, 140.0));
}

fn motor_small(sheet: &mut Sheet, at: Point) {
    sheet.rectangle(Pen::Thick, (at.0 - 10.0, at.1 - 12.0), 10.0, 24.0);
    sheet.rectangle(Pen::Thick, (at.0, at.1 - 20.0), 46.0, 40.0);
    for place in 0..6 {
        let y = at.1 - 15.0 + 6.0 * f64::from(place);
        sheet.line(Pen::Thin, (at.0 + 3.0, y), (at.0 + 43.0, y));
    }
    sheet.plate(Pen::Thick, (at.0 + 46.0, at.1 - 21.0), (12.0, 42.0), 4.0);
    sheet.plate(Pen::Thick, (at.0 + 12.0, at.1 - 30.0), (22.0, 10.0), 2.0);
}

pub(super) fn machine_part(sheet: &mut Sheet, _dims: &Dims) {
    // A turned and milled part: flange with bolt circle, and its section.
    let y = 98.0;
    let outline = |side: f64| {
        vec![
            (46.0, y + side * 14.0),
            (128.0, y + side * 14.0),
            (128.0, y + side * 26.0),
            (76.0, y + side * 26.0),
            (70.0, y + side * 32.0),
            (70.0, y + side * 66.0),
            (66.0, y + side * 70.0),
            (46.0, y + side * 70.0),
        ]
    };
    for side in [-1.0, 1.0] {
        sheet.section(&outline(side));
        sheet.line(Pen::Axis, (40.0, y + side * 52.0), (80.0, y + side * 52.0));
    }
    for x in [46.0, 128.0] {
        sheet.line(Pen::Thick, (x, y - 14.0), (x, y + 14.0));
    }
    sheet.line(Pen::Axis, (34.0, y), (142.0, y));
    let centre = (230.0, y);
    sheet.circle(Pen::Thick, centre, 70.0);
    sheet.tinted_ring(centre, 70.0, 14.0);
    sheet.circle(Pen::Axis, centre, 52.0);
    for radius in [26.0, 14.0] {
        sheet.circle(Pen::Thick, centre, radius);
    }
    for place in 0..6 {
        let hole = polar(centre, 52.0, 60.0 * f64::from(place) - 90.0);
        sheet.circle(Pen::Thick, hole, 6.0);
        sheet.cross(hole, 4.0);
    }
    sheet.cross(centre, 78.0);
}
