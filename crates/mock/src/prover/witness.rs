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
mod tests {
    use super::*;
    use crate::prover::checks;
    use crate::prover::testing::{Program, SQUARE_INPUT};

    fn run(program: &Program) -> Result<Vec<Fr>, WitnessError> {
        WitnessProgram::parse(&program.wasm())?.run(&[(SQUARE_INPUT, vec![Fr::from(5u64)])])
    }

    #[test]
    fn a_program_computes_from_its_inputs() {
        assert_eq!(run(&Program::square()).unwrap(), [1u64, 25, 5].map(Fr::from));
    }

    #[test]
    fn the_hash_of_names_is_fnv_1a() {
        // The test vector of http://www.isthe.com/chongo/src/fnv/test_fnv.c.
        assert_eq!(name_hash("foobar"), (0x8594_4171_u32.cast_signed(), 0xf739_67e8_u32.cast_signed()));
    }

    #[test]
    fn inputs_are_all_and_only_those_of_the_circuit() {
        let program = WitnessProgram::parse(&Program::square().wasm()).unwrap();
        let five = || vec![Fr::from(5u64)];
        let code = |inputs: &[(&str, Vec<Fr>)]| program.run(inputs).unwrap_err().code();
        assert_eq!(code(&[]), "witness_input_missing");
        assert_eq!(code(&[("y", five())]), "witness_unknown_input");
        assert_eq!(code(&[(SQUARE_INPUT, five()), ("y", five())]), "witness_unknown_input");
        assert_eq!(code(&[(SQUARE_INPUT, five()), (SQUARE_INPUT, five())]), "witness_repeated_input");
        assert_eq!(code(&[(SQUARE_INPUT, vec![])]), "witness_input_length");
        assert_eq!(code(&[(SQUARE_INPUT, [five(), five()].concat())]), "witness_input_length");
    }

    #[test]
    fn a_failed_check_is_named_by_its_innermost_known_template() {
        let failing = |messages: &[&str]| {
            let mut program = Program::square();
            program.messages = messages.iter().map(|message| format!("{message}\0")).collect();
            program.on_input = format!("{} (call $exception (i32.const 4))", "(call $print)".repeat(messages.len()));
            run(&program).unwrap_err()
        };
        let frame = |template: &str, line| Frame { template: template.to_owned(), line };
        assert_eq!(
            failing(&[
                "Error in template Num2Bits_12 line: 38",
                "Error in template CommitmentInTree_3 line: 12",
                "Error in template Disclose_90 line: 7"
            ]),
            WitnessError::CheckFailed { check: "commitment_in_tree", frame: frame("CommitmentInTree", 12) }
        );
        assert_eq!(
            failing(&["Error in template Num2Bits_12 line: 38"]),
            WitnessError::CheckFailed { check: checks::UNNAMED, frame: frame("Num2Bits", 38) }
        );
        assert_eq!(failing(&[]).code(), "witness_check_failed");
    }

    #[test]
    fn messages_without_end_do_no_harm() {
        let mut program = Program::square();
        program.messages = "x".repeat(60_000);
        program.on_input = "(loop (call $print) (call $log) (br 0))".to_owned();
        let mut program = WitnessProgram::parse(&program.wasm()).unwrap();
        program.work = 1_000_000;
        assert_eq!(program.run(&[(SQUARE_INPUT, vec![Fr::from(5u64)])]), Err(WitnessError::TooMuchWork));
    }

    #[test]
    fn other_exceptions_are_errors() {
        let mut program = Program::square();
        program.on_input = "(call $exception (i32.const 3))".to_owned();
        assert_eq!(run(&program), Err(WitnessError::Exception { code: 3 }));
        program.on_input = "unreachable".to_owned();
        assert_eq!(run(&program).unwrap_err().code(), "witness_program");
    }

    #[test]
    fn work_and_memory_are_bounded() {
        let mut program = Program::square();
        program.on_input = "(loop (br 0))".to_owned();
        let mut endless = WitnessProgram::parse(&program.wasm()).unwrap();
        endless.work = 1_000_000;
        assert_eq!(endless.run(&[(SQUARE_INPUT, vec![Fr::from(5u64)])]), Err(WitnessError::TooMuchWork));

        let mut program = Program::square();
        program.pages = MAX_PROGRAM_MEMORY / 65536 + 1;
        assert_eq!(run(&program).unwrap_err().code(), "witness_program");
        // Growing beyond the limit fails as WebAssembly has it: by -1.
        let mut program = Program::square();
        program.on_input = format!(
            "(if (i32.ne (memory.grow (i32.const {})) (i32.const -1)) (then unreachable))",
            MAX_PROGRAM_MEMORY / 65536
        );
        assert!(run(&program).is_ok());
        let too_large = WitnessProgram::parse(&vec![0; MAX_PROGRAM_BYTES + 1]).map(|_| ());
        assert!(matches!(too_large, Err(WitnessError::Program { .. })));
    }

    #[test]
    fn programs_of_another_kind_are_refused() {
        assert_eq!(WitnessProgram::parse(b"no wasm").map(|_| ()).unwrap_err().code(), "witness_program");
        let mut program = Program::square();
        program.field_words = 12;
        assert_eq!(run(&program), Err(WitnessError::Field));
        let mut program = Program::square();
        program.modulus = Fr::MODULUS_MINUS_ONE_DIV_TWO;
        assert_eq!(run(&program), Err(WitnessError::Field));
        let mut program = Program::square();
        program.window = 65536 - 31;
        assert_eq!(run(&program).unwrap_err().code(), "witness_program");
        let mut program = Program::square();
        program.window = -1;
        assert_eq!(run(&program).unwrap_err().code(), "witness_program");
        for export in ["memory", "getWitness", "setInputSignal", "init", "getRawPrime"] {
            let mut program = Program::square();
            program.renamed = export;
            assert_eq!(run(&program), Err(WitnessError::Export { name: export }));
        }
    }

    #[test]
    fn what_is_no_witness_is_refused() {
        for wires in [-1, i32::MAX] {
            let mut program = Program::square();
            program.wires = wires;
            assert!(matches!(run(&program), Err(WitnessError::TooManyWires { .. })));
        }
        let mut program = Program::square();
        program.one = Fr::MODULUS;
        assert_eq!(run(&program), Err(WitnessError::NotCanonical));
    }
}
