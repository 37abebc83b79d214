;; Scalar products of rows with rows. tests/align/products.test.ts assembles this file into products-code.ts.
(module
  (memory (export "memory") 1)
  ;; Writes 32-bit floats from [from, end) as 16-bit fractions, rounded, to `to`. A multiple of eight of them.
  (func (export "narrow") (param $from i32) (param $end i32) (param $to i32) (local $x v128) (local $y v128)
    (loop $numbers
      (local.set $x (f32x4.mul (v128.load (local.get $from)) (v128.const f32x4 0x1p14 0x1p14 0x1p14 0x1p14)))
      (local.set $y (f32x4.mul (v128.load offset=16 (local.get $from)) (v128.const f32x4 0x1p14 0x1p14 0x1p14 0x1p14)))
      ;; A half with the number's own sign is added, and the fraction cut off.
      (v128.store (local.get $to) (i16x8.narrow_i32x4_s
        (i32x4.trunc_sat_f32x4_s (f32x4.add (local.get $x) (v128.or
          (v128.and (local.get $x) (v128.const i32x4 0x80000000 0x80000000 0x80000000 0x80000000))
          (v128.const f32x4 0.5 0.5 0.5 0.5))))
        (i32x4.trunc_sat_f32x4_s (f32x4.add (local.get $y) (v128.or
          (v128.and (local.get $y) (v128.const i32x4 0x80000000 0x80000000 0x80000000 0x80000000))
          (v128.const f32x4 0.5 0.5 0.5 0.5))))))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (local.set $from (i32.add (local.get $from) (i32.const 32)))
      (br_if $numbers (i32.lt_u (local.get $from) (local.get $end)))))
  ;; The four lanes of each of four sums are added by turning four sums of lanes into four lanes of sums; 2^-28 makes
  ;; fractions of them again.
  (func $fractions (param $s0 v128) (param $s1 v128) (param $s2 v128) (param $s3 v128) (result v128)
    (local.set $s0 (i32x4.add
      (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $s0) (local.get $s1))
      (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $s0) (local.get $s1))))
    (local.set $s2 (i32x4.add
      (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $s2) (local.get $s3))
      (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $s2) (local.get $s3))))
    (f32x4.mul
      (f32x4.convert_i32x4_s (i32x4.add
        (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $s0) (local.get $s2))
        (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $s0) (local.get $s2))))
      (v128.const f32x4 0x1p-28 0x1p-28 0x1p-28 0x1p-28)))
  ;; For each row of the first list and each of the second the sum of the products of their numbers, row after row, as
  ;; a 32-bit float. A list holds the addresses of rows; the first has a multiple of two, the second of four. A row has
  ;; `size` bytes, a multiple of 16, and holds 16-bit numbers: fractions times 2^14. Two rows are multiplied by four at a time, so
  ;; that what is read of those serves twice.
  (func (export "multiply")
    (param $a i32) (param $aEnd i32) (param $b i32) (param $bEnd i32) (param $size i32) (param $out i32)
    (local $rowa i32) (local $rowb i32) (local $four i32) (local $at i32) (local $width i32)
    (local $r0 i32) (local $r1 i32) (local $r2 i32) (local $r3 i32)
    (local $xa v128) (local $xb v128) (local $y v128)
    (local $a0 v128) (local $a1 v128) (local $a2 v128) (local $a3 v128)
    (local $b0 v128) (local $b1 v128) (local $b2 v128) (local $b3 v128)
    (local.set $width (i32.sub (local.get $bEnd) (local.get $b)))
    (loop $rows
      (local.set $rowa (i32.load (local.get $a)))
      (local.set $rowb (i32.load offset=4 (local.get $a)))
      (local.set $four (local.get $b))
      (loop $columns
        (local.set $r0 (i32.load (local.get $four)))
        (local.set $r1 (i32.load offset=4 (local.get $four)))
        (local.set $r2 (i32.load offset=8 (local.get $four)))
        (local.set $r3 (i32.load offset=12 (local.get $four)))
        (local.set $a0 (v128.const i32x4 0 0 0 0))
        (local.set $a1 (v128.const i32x4 0 0 0 0))
        (local.set $a2 (v128.const i32x4 0 0 0 0))
        (local.set $a3 (v128.const i32x4 0 0 0 0))
        (local.set $b0 (v128.const i32x4 0 0 0 0))
        (local.set $b1 (v128.const i32x4 0 0 0 0))
        (local.set $b2 (v128.const i32x4 0 0 0 0))
        (local.set $b3 (v128.const i32x4 0 0 0 0))
        (local.set $at (i32.const 0))
        (loop $numbers
          (local.set $xa (v128.load (i32.add (local.get $rowa) (local.get $at))))
          (local.set $xb (v128.load (i32.add (local.get $rowb) (local.get $at))))
          (local.set $y (v128.load (i32.add (local.get $r0) (local.get $at))))
          (local.set $a0 (i32x4.add (local.get $a0) (i32x4.dot_i16x8_s (local.get $xa) (local.get $y))))
          (local.set $b0 (i32x4.add (local.get $b0) (i32x4.dot_i16x8_s (local.get $xb) (local.get $y))))
          (local.set $y (v128.load (i32.add (local.get $r1) (local.get $at))))
          (local.set $a1 (i32x4.add (local.get $a1) (i32x4.dot_i16x8_s (local.get $xa) (local.get $y))))
          (local.set $b1 (i32x4.add (local.get $b1) (i32x4.dot_i16x8_s (local.get $xb) (local.get $y))))
          (local.set $y (v128.load (i32.add (local.get $r2) (local.get $at))))
          (local.set $a2 (i32x4.add (local.get $a2) (i32x4.dot_i16x8_s (local.get $xa) (local.get $y))))
          (local.set $b2 (i32x4.add (local.get $b2) (i32x4.dot_i16x8_s (local.get $xb) (local.get $y))))
          (local.set $y (v128.load (i32.add (local.get $r3) (local.get $at))))
          (local.set $a3 (i32x4.add (local.get $a3) (i32x4.dot_i16x8_s (local.get $xa) (local.get $y))))
          (local.set $b3 (i32x4.add (local.get $b3) (i32x4.dot_i16x8_s (local.get $xb) (local.get $y))))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br_if $numbers (i32.lt_u (local.get $at) (local.get $size))))
        (v128.store (local.get $out)
          (call $fractions (local.get $a0) (local.get $a1) (local.get $a2) (local.get $a3)))
        (v128.store (i32.add (local.get $out) (local.get $width))
          (call $fractions (local.get $b0) (local.get $b1) (local.get $b2) (local.get $b3)))
        (local.set $out (i32.add (local.get $out) (i32.const 16)))
        (local.set $four (i32.add (local.get $four) (i32.const 16)))
        (br_if $columns (i32.lt_u (local.get $four) (local.get $bEnd))))
      (local.set $out (i32.add (local.get $out) (local.get $width)))
      (local.set $a (i32.add (local.get $a) (i32.const 8)))
      (br_if $rows (i32.lt_u (local.get $a) (local.get $aEnd))))))
