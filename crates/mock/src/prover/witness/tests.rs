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
    for (declarations, allowed) in [
        ("(table 65536 funcref)", true),
        ("(table 65537 funcref)", false),
        ("(table 1 funcref) (table 1 funcref)", false),
        ("(memory 1)", false),
    ] {
        let program = Program { declarations, ..Program::square() };
        assert_eq!(run(&program).is_ok(), allowed, "{declarations}");
    }
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
