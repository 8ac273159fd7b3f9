//! Arithmetic whose results are the same on every machine.

/// The natural logarithm of a positive, finite number, from additions, multiplications and divisions alone: the standard
/// library hands it on to the platform, whose last digits differ.
///
/// `x = m·2^k` with `m` between 1/√2 and √2; `ln m = 2·artanh((m-1)/(m+1))` as its power series, which is exact to a
/// double's precision after a dozen terms there.
pub(super) fn ln(x: f64) -> f64 {
    debug_assert!(x.is_normal() && x > 0.0, "{x}");
    let bits = x.to_bits();
    let exponent = i32::try_from(bits >> 52).map_or(0, |biased| biased - 1023);
    let mantissa = f64::from_bits(bits & ((1 << 52) - 1) | 1023 << 52);
    let (m, k) = if mantissa > std::f64::consts::SQRT_2 {
        (mantissa / 2.0, exponent + 1)
    } else {
        (mantissa, exponent)
    };
    let z = (m - 1.0) / (m + 1.0);
    let square = z * z;
    let mut power = z;
    let mut sum = 0.0;
    for n in 0..12 {
        sum += power / f64::from(2 * n + 1);
        power *= square;
    }
    2.0 * sum + f64::from(k) * std::f64::consts::LN_2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_the_usual_one() {
        for x in [0.001, 0.5, 1.0, 1.5, 2.0, 10.0, 12_345.678, 1e12] {
            assert!(
                (ln(x) - x.ln()).abs() < 1e-12 * x.ln().abs().max(1.0),
                "{x}"
            );
        }
    }
}
