//! The sums of the combined equation over some items. Those over the halves of a range are the sum and the difference of what is
//! known.

use std::ops::Mul;

use ark_bn254::{Fq12, Fr, G1Projective};
use ark_ff::{Field, Zero};
use egate_bn254::{Backend, Coefficient};

use crate::statement::Statement;

/// The sums over a range of items.
#[derive(Clone)]
pub(super) struct Sums {
    /// The product of the Miller loops of `[r_i] A_i` and B_i.
    pub(super) loops: Fq12,
    /// By key, in the order of the layout.
    pub(super) keys: Vec<KeySums>,
}

/// The sums over the items of one key.
#[derive(Clone, Default)]
pub(super) struct KeySums {
    /// How many items they are.
    pub(super) items: usize,
    /// The sum of r_i.
    pub(super) coefficients: Fr,
    /// For each public input j the sum of r_i x_ij; nothing of no items.
    pub(super) inputs: Vec<Fr>,
    /// The sum of `[r_i] C_i`.
    pub(super) c: G1Projective,
}

impl Sums {
    /// The sums over the rest of a range, given those over a part of it. `None` if the part's product has no inverse, which no
    /// product of lines lacks.
    pub(super) fn without(&self, part: &Self) -> Option<Self> {
        let loops = self.loops.mul(part.loops.inverse()?);
        let keys = self.keys.iter().zip(&part.keys).map(|(whole, part)| whole.without(part)).collect();
        Some(Self { loops, keys })
    }
}

impl KeySums {
    /// The sums over statements with their coefficients.
    pub(super) fn over<'a>(backend: Backend, statements: impl Iterator<Item = (&'a Statement, Coefficient)>) -> Self {
        let mut sums = Self::default();
        let (mut points, mut coefficients) = (Vec::new(), Vec::new());
        for (statement, coefficient) in statements {
            let scalar = coefficient.to_scalar();
            let own = statement.inputs().as_slice();
            sums.items += 1;
            sums.coefficients += scalar;
            sums.has_room_for(own.len());
            sums.inputs.iter_mut().zip(own).for_each(|(sum, input)| *sum += scalar * input);
            points.push(statement.points().c);
            coefficients.push(coefficient);
        }
        sums.c = backend.combine(&points, &coefficients);
        sums
    }

    /// Adds those over other items.
    pub(super) fn add(&mut self, other: &Self) {
        self.items += other.items;
        self.coefficients += other.coefficients;
        self.has_room_for(other.inputs.len());
        self.inputs.iter_mut().zip(&other.inputs).for_each(|(sum, other)| *sum += other);
        self.c += other.c;
    }

    /// Items of one key have as many inputs each.
    fn has_room_for(&mut self, inputs: usize) {
        self.inputs.resize(self.inputs.len().max(inputs), Fr::zero());
    }

    fn without(&self, part: &Self) -> Self {
        let mut inputs = self.inputs.clone();
        inputs.iter_mut().zip(&part.inputs).for_each(|(sum, part)| *sum -= part);
        Self {
            items: self.items - part.items,
            coefficients: self.coefficients - part.coefficients,
            inputs,
            c: self.c - part.c,
        }
    }
}
