//! Elements of Fp12 with a coefficient in each lane.
//!
//! Over Fp2 an element is c_0 + c_1 w + ... + c_5 w^5 with w^6 = xi, and c_i is in lane i. The coefficient i of a product is the sum
//! of a_j b_(i - j), where those of negative places count times xi: for each j one product in all lanes, of a_j and a
//! rotated b. Nothing is added across lanes.

use super::factor::{Factor, SumOfProducts};
use crate::vector::fp2::Fp2;
use crate::vector::lanes::{Kernel, LANES, Lanes, Shuffle};

/// Coefficients of an element of Fp12.
const COEFFICIENTS: u8 = 6;

/// An element, coordinates below about 2 p. The last two lanes hold nothing of meaning.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spread<L>(pub(crate) Fp2<L>);

/// Three lines, a + b w + c w^3 with a, b and c in lanes 0 to 2, and 1 + b w + c w^3 with b and c in lanes 3 and 4, 5 and 6.
/// Coordinates are below 4 p.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StepLines<L>(pub(crate) Fp2<L>);

/// The place of a coefficient in every lane.
const fn everywhere(place: u8) -> Shuffle {
    [place; LANES]
}

/// The coefficients moved up by some places; those that leave at the top come back at the bottom from a second vector, where
/// they stand times xi.
const fn rotated(by: u8) -> Shuffle {
    let mut from = [0; LANES];
    let mut lane = 0;
    while lane < COEFFICIENTS {
        from[lane as usize] = if lane >= by { lane - by } else { LANES as u8 + lane + COEFFICIENTS - by };
        lane += 1;
    }
    from
}

/// One coefficient in the lanes of [`rotated`] whose coefficients came back, times xi there and plain in the others.
const fn wrapped(place: u8, by: u8) -> Shuffle {
    let mut from = [place; LANES];
    let mut lane = 0;
    while lane < by {
        from[lane as usize] = LANES as u8 + place;
        lane += 1;
    }
    from
}

/// The coefficients moved up by some places and round.
const fn turned(by: u8) -> Shuffle {
    let mut from = [0; LANES];
    let mut lane = 0;
    while lane < COEFFICIENTS {
        from[lane as usize] = (lane + COEFFICIENTS - by) % COEFFICIENTS;
        lane += 1;
    }
    from
}

impl<L: Lanes> Spread<L> {
    /// The product.
    #[inline(always)]
    pub(crate) fn mul(&self, other: &Self) -> Self {
        L::call(Product(self, other))
    }

    /// The square.
    #[inline(always)]
    pub(crate) fn square(&self) -> Self {
        L::call(Square(self))
    }

    /// The square of an element of the cyclotomic subgroup.
    #[inline(always)]
    pub(crate) fn cyclotomic_square(&self) -> Self {
        L::call(CyclotomicSquare(self))
    }

    /// The product with three lines.
    #[inline(always)]
    pub(crate) fn mul_lines(&self, lines: &StepLines<L>) -> Self {
        L::call(TimesLines(self, lines))
    }

    /// c_i times (-1)^i, the p^6-th power. In the cyclotomic subgroup it is the inverse.
    #[inline(always)]
    pub(crate) fn conjugate(&self) -> Self {
        Self(self.0.select(&self.0.neg::<4>(), ODD).weak())
    }
}

/// The lanes of odd coefficients.
const ODD: u8 = 0b10_1010;

/// The product.
struct Product<'a, L>(&'a Spread<L>, &'a Spread<L>);
/// The square.
struct Square<'a, L>(&'a Spread<L>);
/// The square in the cyclotomic subgroup.
struct CyclotomicSquare<'a, L>(&'a Spread<L>);
/// The product with lines.
struct TimesLines<'a, L>(&'a Spread<L>, &'a StepLines<L>);

impl<L: Lanes> Kernel for Product<'_, L> {
    type Output = Spread<L>;

    #[inline(always)]
    fn run(self) -> Spread<L> {
        let (a, b, xi_b) = (Factor::new(&self.0.0), Factor::new(&self.1.0), Factor::new(&self.1.0.mul_xi()));
        let sum = SumOfProducts::none()
            .with(&a.shuffle(&a, everywhere(0)), &b)
            .with(&a.shuffle(&a, everywhere(1)), &b.shuffle(&xi_b, rotated(1)))
            .with(&a.shuffle(&a, everywhere(2)), &b.shuffle(&xi_b, rotated(2)))
            .with(&a.shuffle(&a, everywhere(3)), &b.shuffle(&xi_b, rotated(3)))
            .with(&a.shuffle(&a, everywhere(4)), &b.shuffle(&xi_b, rotated(4)))
            .with(&a.shuffle(&a, everywhere(5)), &b.shuffle(&xi_b, rotated(5)));
        Spread(sum.reduce().weak())
    }
}

impl<L: Lanes> Kernel for Square<'_, L> {
    type Output = Spread<L>;

    /// Of the products of equal places one is enough, and of the others each counts twice:
    ///
    /// ```text
    /// c_0^2 + xi (2 c_1 c_5 + 2 c_2 c_4 + c_3^2)    2 c_0 c_1 + xi (2 c_2 c_5 + 2 c_3 c_4)
    /// 2 c_0 c_2 + c_1^2 + xi (2 c_3 c_5 + c_4^2)    2 c_0 c_3 + 2 c_1 c_2 + xi 2 c_4 c_5
    /// 2 c_0 c_4 + 2 c_1 c_3 + c_2^2 + xi c_5^2      2 c_0 c_5 + 2 c_1 c_4 + 2 c_2 c_3
    /// ```
    #[inline(always)]
    fn run(self) -> Spread<L> {
        let c = &self.0.0;
        // Lane i + 8 of a is 2 c_i, lane i + 8 of b is xi c_i.
        let (own, twice, xi) = (Factor::new(c), Factor::new(&c.double()), Factor::new(&c.mul_xi()));
        let zero = Factor::new(&Fp2::zero());
        let sum = SumOfProducts::none()
            .with(&own.shuffle(&twice, [0, 8, 8, 8, 8, 8, 0, 0]), &own)
            .with(&own.shuffle(&twice, [9, 10, 1, 9, 9, 9, 0, 0]), &own.shuffle(&xi, [13, 13, 1, 2, 3, 4, 0, 0]))
            .with(&own.shuffle(&twice, [10, 11, 11, 12, 2, 10, 0, 0]), &own.shuffle(&xi, [12, 12, 13, 13, 2, 3, 0, 0]))
            // Only the even coefficients have a fourth product.
            .with(&own.shuffle(&zero, [3, 8, 4, 8, 5, 8, 8, 8]), &own.shuffle(&xi, [11, 0, 12, 0, 13, 0, 0, 0]));
        Spread(sum.reduce().weak())
    }
}

impl<L: Lanes> Kernel for CyclotomicSquare<'_, L> {
    type Output = Spread<L>;

    /// Granger, Scott, "Faster squaring in the cyclotomic subgroup of sixth degree extensions"
    /// (<https://eprint.iacr.org/2009/565>): the square is 3t - 2c in the even lanes and 3t + 2c in the odd ones, with t
    ///
    /// ```text
    /// c_0^2 + xi c_3^2    2 xi c_2 c_5    c_1^2 + xi c_4^2    2 c_0 c_3    c_2^2 + xi c_5^2    2 c_1 c_4
    /// ```
    ///
    /// each a sum of two products.
    #[inline(always)]
    fn run(self) -> Spread<L> {
        let c = &self.0.0;
        let (own, xi) = (Factor::new(c), Factor::new(&c.mul_xi()));
        let sum = SumOfProducts::none()
            .with(&own.shuffle(&own, [0, 2, 1, 0, 2, 1, 0, 0]), &own.shuffle(&xi, [0, 13, 1, 3, 2, 4, 0, 0]))
            .with(&own.shuffle(&own, [3, 2, 4, 0, 5, 1, 0, 0]), &own.shuffle(&xi, [11, 13, 12, 3, 13, 4, 0, 0]));
        let signed = c.neg::<4>().select(c, ODD);
        Spread(sum.reduce().triple().add(&signed.double()).weak())
    }
}

impl<L: Lanes> Kernel for TimesLines<'_, L> {
    type Output = Spread<L>;

    #[inline(always)]
    fn run(self) -> Spread<L> {
        let Self(Spread(f), StepLines(lines)) = self;
        let (line, xi) = (Factor::new(lines), Factor::new(&lines.mul_xi()));
        let own = Factor::new(f);
        let f = SumOfProducts::none()
            .with(&own, &line.shuffle(&line, everywhere(0)))
            .with(&own.shuffle(&own, turned(1)), &line.shuffle(&xi, wrapped(1, 1)))
            .with(&own.shuffle(&own, turned(3)), &line.shuffle(&xi, wrapped(2, 3)))
            .reduce()
            .weak();
        let own = Factor::new(&f);
        let f = SumOfProducts::none()
            .with(&own.shuffle(&own, turned(1)), &line.shuffle(&xi, wrapped(3, 1)))
            .with(&own.shuffle(&own, turned(3)), &line.shuffle(&xi, wrapped(4, 3)))
            .reduce()
            .add(&f)
            .weak();
        let own = Factor::new(&f);
        let f = SumOfProducts::none()
            .with(&own.shuffle(&own, turned(1)), &line.shuffle(&xi, wrapped(5, 1)))
            .with(&own.shuffle(&own, turned(3)), &line.shuffle(&xi, wrapped(6, 3)))
            .reduce()
            .add(&f)
            .weak();
        Spread(f)
    }
}
