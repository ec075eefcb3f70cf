pragma circom 2.1.6;

include "bytes.circom";

// Where the fields of a TD3 machine readable zone stand (ICAO 9303 part 4): 88 bytes, both lines one after the other.
function MRZ_LENGTH() { return 88; }
function MRZ_ISSUING_STATE() { return 2; }
function MRZ_NAME() { return 5; }
function MRZ_NAME_LENGTH() { return 39; }
function MRZ_NUMBER() { return 44; }
function MRZ_NUMBER_LENGTH() { return 9; }
function MRZ_NATIONALITY() { return 54; }
function MRZ_BIRTH_DATE() { return 57; }
function MRZ_EXPIRY_DATE() { return 65; }

// Data group 1 of a passport (ICAO 9303 part 10): its header, 61 5B 5F 1F 58, and the MRZ, each byte a byte.
// The header says that 88 bytes of MRZ follow, so no other document's DG1 (an ID card's has 5D and 5A) is read as a passport's.
template PassportDg1() {
    signal input dg1[93];
    signal output mrz[88];
    signal output bits[88][8];

    var header[5] = [0x61, 0x5B, 0x5F, 0x1F, 0x58];
    for (var i = 0; i < 5; i++) {
        dg1[i] === header[i];
    }
    for (var i = 0; i < 88; i++) {
        mrz[i] <== dg1[5 + i];
        bits[i] <== IsByte()(mrz[i]);
    }
}
