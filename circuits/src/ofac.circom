pragma circom 2.1.6;

include "circomlib/circuits/poseidon.circom";
include "mrz.circom";

// The three keys under which a person would stand on the OFAC lists, of the bytes of the MRZ.
template OfacKeys() {
    signal input mrz[88];
    signal output number_key;
    signal output name_dob_key;
    signal output name_yob_key;

    component number = Poseidon(12);
    for (var i = 0; i < MRZ_NUMBER_LENGTH(); i++) {
        number.inputs[i] <== mrz[MRZ_NUMBER() + i];
    }
    for (var i = 0; i < 3; i++) {
        number.inputs[MRZ_NUMBER_LENGTH() + i] <== mrz[MRZ_NATIONALITY() + i];
    }
    number_key <== number.out;

    component part[3];
    for (var p = 0; p < 3; p++) {
        part[p] = Poseidon(13);
        for (var i = 0; i < 13; i++) {
            part[p].inputs[i] <== mrz[MRZ_NAME() + 13 * p + i];
        }
    }
    signal name_hash <== Poseidon(3)([part[0].out, part[1].out, part[2].out]);

    component dob = Poseidon(6);
    for (var i = 0; i < 6; i++) {
        dob.inputs[i] <== mrz[MRZ_BIRTH_DATE() + i];
    }
    name_dob_key <== Poseidon(2)([dob.out, name_hash]);

    signal yob <== Poseidon(2)([mrz[MRZ_BIRTH_DATE()], mrz[MRZ_BIRTH_DATE() + 1]]);
    name_yob_key <== Poseidon(2)([yob, name_hash]);
}
