pragma circom 2.1.6;

include "bytes.circom";

// Each byte of the list of forbidden countries is a byte.
template CountryListBytes(n) {
    signal input list[n];
    for (var i = 0; i < n; i++) {
        _ <== IsByte()(list[i]);
    }
}

// The issuing state, not the nationality, is none of the listed countries. All bytes are checked to be bytes, so three of them
// make one number below 2^24. A product is other than 0 exactly if each factor is, and exactly then has an inverse.
template CountryNotListed(countries) {
    signal input state[3];
    signal input list[3 * countries];

    signal product[countries + 1];
    product[0] <== 1;
    for (var c = 0; c < countries; c++) {
        var difference = 0;
        for (var i = 0; i < 3; i++) {
            difference += (list[3 * c + i] - state[i]) * (1 << (8 * i));
        }
        product[c + 1] <== product[c] * difference;
    }

    signal inverse <-- product[countries] != 0 ? 1 / product[countries] : 0;
    product[countries] * inverse === 1;
}
