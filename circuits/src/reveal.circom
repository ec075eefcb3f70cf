pragma circom 2.1.6;

include "bits.circom";
include "bytes.circom";

// The 93 revealed bytes: 88 of the MRZ, two digits of the age that is reached, three results of the OFAC lists. What is not selected
// is 0. Each is a byte, since a selector is 0 or 1 and so is each result.
template Reveal() {
    signal input mrz[88];
    signal input selector_dg1[88];
    signal input majority[2];
    signal input old_enough;
    signal input selector_older_than;
    signal input not_in_ofac[3];
    signal input selector_ofac;
    signal output packed[3];

    signal revealed[93];
    for (var i = 0; i < 88; i++) {
        Boolean()(selector_dg1[i]);
        revealed[i] <== mrz[i] * selector_dg1[i];
    }

    Boolean()(selector_older_than);
    signal show_age <== old_enough * selector_older_than;
    for (var i = 0; i < 2; i++) {
        revealed[88 + i] <== majority[i] * show_age;
    }

    Boolean()(selector_ofac);
    for (var i = 0; i < 3; i++) {
        revealed[90 + i] <== not_in_ofac[i] * selector_ofac;
    }

    packed <== Pack(93)(revealed);
}
