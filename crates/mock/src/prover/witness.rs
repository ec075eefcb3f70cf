//! Witness programs: the WebAssembly that circom 2 writes to compute the value of every wire from the inputs.
//!
//! The program is run by an interpreter with bounded memory and bounded work, so a foreign one can do no harm. Inputs are
//! addressed by the 64-bit FNV-1a hash of their name; field elements pass through a window of 32 bytes in the program's memory.
//! What a program computes is no witness until [`super::r1cs::R1cs::check`] has seen it.

mod error;
mod host;
mod trace;

use std::collections::BTreeSet;

use ark_ff::{BigInt, BigInteger, PrimeField};
use egate_groth16::Fr;
use wasmi::{Config, Engine, Linker, Memory, Module, Store, TypedFunc, WasmParams, WasmResults};

pub use error::WitnessError;
use host::Host;
pub use trace::Frame;

use super::r1cs::MAX_WIRES;

/// The largest program, in bytes. That of `disclose` has 8 MB.
pub const MAX_PROGRAM_BYTES: usize = 32 << 20;

/// The most memory that a program may use, in bytes. That of `disclose` uses 11 MB.
pub const MAX_PROGRAM_MEMORY: usize = 64 << 20;

/// The most work of one run, in the interpreter's units of about one instruction. That of `disclose` does 0.9 * 10^9.
pub const MAX_PROGRAM_WORK: u64 = 10_000_000_000;

/// Bytes of a field element in the program's window.
const ELEMENT: usize = 32;
/// Words of 32 bits of a field element.
const ELEMENT_WORDS: i32 = 8;

/// A witness program, ready to run.
#[derive(Clone)]
pub struct WitnessProgram {
    engine: Engine,
    module: Module,
    /// [`MAX_PROGRAM_WORK`], but in tests.
    work: u64,
}

impl WitnessProgram {
    /// Reads a program.
    ///
    /// # Errors
    ///
    /// [`WitnessError::Program`] for what is no valid WebAssembly module, or too large.
    pub fn parse(wasm: &[u8]) -> Result<Self, WitnessError> {
        if wasm.len() > MAX_PROGRAM_BYTES {
            let reason = format!("it has {} bytes, the limit is {MAX_PROGRAM_BYTES}", wasm.len());
            return Err(WitnessError::Program { reason });
        }
        let mut config = Config::default();
        config.consume_fuel(true);
        let engine = Engine::new(&config);
        let module = Module::new(&engine, wasm).map_err(WitnessError::program)?;
        Ok(Self { engine, module, work: MAX_PROGRAM_WORK })
    }

    /// Computes the value of every wire from all inputs, each by its name.
    ///
    /// # Errors
    ///
    /// A [`WitnessError`] for an input that is missing, unknown, repeated or of another length,
    /// [`WitnessError::CheckFailed`] when the inputs fail a check of the circuit, and others for a program that is none of
    /// circom's over this field or that goes beyond the limits.
    pub fn run(&self, inputs: &[(&str, Vec<Fr>)]) -> Result<Vec<Fr>, WitnessError> {
        let mut run = Run::start(self)?;
        run.check_field()?;
        let expected = run.call::<(), i32>("getInputSize", ())?;
        let init = run.function::<i32, ()>("init")?;
        run.invoke(init, 0)?;
        let size = run.function::<(i32, i32), i32>("getInputSignalSize")?;
        let set = run.function::<(i32, i32, i32), ()>("setInputSignal")?;

        // The program computes as soon as the last value is set: what is asked for is checked before any is.
        let mut names = BTreeSet::new();
        let mut got = 0usize;
        for (name, values) in inputs {
            let (high, low) = name_hash(name);
            let declared = run.invoke(size, (high, low))?;
            let declared = usize::try_from(declared)
                .ok()
                .filter(|declared| *declared > 0)
                .ok_or_else(|| WitnessError::UnknownInput { name: (*name).to_owned() })?;
            if values.len() != declared {
                let name = (*name).to_owned();
                return Err(WitnessError::InputLength { name, expected: declared, got: values.len() });
            }
            if !names.insert(*name) {
                return Err(WitnessError::RepeatedInput { name: (*name).to_owned() });
            }
            got += values.len();
        }
        let expected = usize::try_from(expected).unwrap_or(usize::MAX);
        if got != expected {
            return Err(WitnessError::InputCount { expected, got });
        }
        for (name, values) in inputs {
            let (high, low) = name_hash(name);
            for (position, value) in (0..).zip(values) {
                run.write(*value)?;
                run.invoke(set, (high, low, position))?;
            }
        }
        run.witness()
    }
}

/// The FNV-1a hash of 64 bits, high and low half, as the program takes it.
pub(super) fn name_hash(name: &str) -> (i32, i32) {
    const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let hash = name.bytes().fold(OFFSET_BASIS, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    let [a, b, c, d, e, f, g, h] = hash.to_be_bytes();
    (i32::from_be_bytes([a, b, c, d]), i32::from_be_bytes([e, f, g, h]))
}

/// One run of a program.
struct Run {
    store: Store<Host>,
    instance: wasmi::Instance,
    memory: Memory,
    /// Where in the memory field elements pass.
    window: usize,
}

impl Run {
    fn start(program: &WitnessProgram) -> Result<Self, WitnessError> {
        let mut store = Store::new(&program.engine, Host::new());
        store.limiter(|host| &mut host.limits);
        store.set_fuel(program.work).map_err(WitnessError::program)?;
        let mut linker = Linker::new(&program.engine);
        host::define(&mut linker).map_err(WitnessError::program)?;
        let instance = linker.instantiate_and_start(&mut store, &program.module).map_err(WitnessError::program)?;
        let memory = instance.get_memory(&store, "memory").ok_or(WitnessError::Export { name: "memory" })?;
        let mut run = Self { store, instance, memory, window: 0 };
        let window: i32 = run.call("getSharedRWMemoryStart", ())?;
        // WebAssembly's addresses are unsigned.
        run.window = usize::try_from(window.cast_unsigned()).unwrap_or(usize::MAX);
        Ok(run)
    }

    fn function<P: WasmParams, R: WasmResults>(&self, name: &'static str) -> Result<TypedFunc<P, R>, WitnessError> {
        self.instance.get_typed_func(&self.store, name).map_err(|_| WitnessError::Export { name })
    }

    fn invoke<P: WasmParams, R: WasmResults>(
        &mut self,
        function: TypedFunc<P, R>,
        parameters: P,
    ) -> Result<R, WitnessError> {
        function.call(&mut self.store, parameters).map_err(|error| self.store.data().explain(&error))
    }

    fn call<P: WasmParams, R: WasmResults>(&mut self, name: &'static str, parameters: P) -> Result<R, WitnessError> {
        let function = self.function(name)?;
        self.invoke(function, parameters)
    }

    /// The program must compute modulo the order r of the scalar field.
    fn check_field(&mut self) -> Result<(), WitnessError> {
        if self.call::<(), i32>("getFieldNumLen32", ())? != ELEMENT_WORDS {
            return Err(WitnessError::Field);
        }
        self.call::<(), ()>("getRawPrime", ())?;
        if self.read()? == Fr::MODULUS { Ok(()) } else { Err(WitnessError::Field) }
    }

    fn write(&mut self, value: Fr) -> Result<(), WitnessError> {
        let bytes = value.into_bigint().to_bytes_le();
        self.memory.write(&mut self.store, self.window, &bytes).map_err(WitnessError::program)
    }

    fn read(&self) -> Result<BigInt<4>, WitnessError> {
        let mut bytes = [0; ELEMENT];
        self.memory.read(&self.store, self.window, &mut bytes).map_err(WitnessError::program)?;
        let mut value = BigInt::new([0; 4]);
        for (limb, bytes) in value.0.iter_mut().zip(bytes.as_chunks::<8>().0) {
            *limb = u64::from_le_bytes(*bytes);
        }
        Ok(value)
    }

    fn witness(&mut self) -> Result<Vec<Fr>, WitnessError> {
        let wires: i32 = self.call("getWitnessSize", ())?;
        let count = usize::try_from(wires).unwrap_or(usize::MAX);
        if count > MAX_WIRES {
            return Err(WitnessError::TooManyWires { got: count, limit: MAX_WIRES });
        }
        let get = self.function::<i32, ()>("getWitness")?;
        let mut witness = Vec::with_capacity(count);
        for wire in 0..wires {
            self.invoke(get, wire)?;
            witness.push(Fr::from_bigint(self.read()?).ok_or(WitnessError::NotCanonical)?);
        }
        Ok(witness)
    }
}

#[cfg(test)]
mod tests;
