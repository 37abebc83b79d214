;; Sums of rows of 32-bit numbers, kept in 64 bits. tests/embed/row-sums.test.ts assembles this file into row-sums-code.ts.
(module
  (memory (export "memory") 1)
  ;; Adds rows to the sum at address 0. The list [$list, $end) holds the addresses of rows; a row has `size` bytes, a
  ;; multiple of 32, the sum twice as many.
  (func (export "add") (param $list i32) (param $end i32) (param $size i32)
    (local $at i32) (local $next i32) (local $row i32) (local $sum i32) (local $x v128) (local $y v128)
    (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128)
    (if (i32.ge_u (local.get $list) (local.get $end)) (then (return)))
    (loop $columns
      (local.set $sum (i32.shl (local.get $at) (i32.const 1)))
      (local.set $s0 (v128.load (local.get $sum)))
      (local.set $s1 (v128.load offset=16 (local.get $sum)))
      (local.set $s2 (v128.load offset=32 (local.get $sum)))
      (local.set $s3 (v128.load offset=48 (local.get $sum)))
      (local.set $next (local.get $list))
      (loop $rows
        (local.set $row (i32.add (i32.load (local.get $next)) (local.get $at)))
        (local.set $x (v128.load (local.get $row)))
        (local.set $y (v128.load offset=16 (local.get $row)))
        (local.set $s0 (f64x2.add (local.get $s0) (f64x2.promote_low_f32x4 (local.get $x))))
        (local.set $s1 (f64x2.add (local.get $s1) (f64x2.promote_low_f32x4
          (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $x) (local.get $x)))))
        (local.set $s2 (f64x2.add (local.get $s2) (f64x2.promote_low_f32x4 (local.get $y))))
        (local.set $s3 (f64x2.add (local.get $s3) (f64x2.promote_low_f32x4
          (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $y) (local.get $y)))))
        (br_if $rows (i32.lt_u (local.tee $next (i32.add (local.get $next) (i32.const 4))) (local.get $end))))
      (v128.store (local.get $sum) (local.get $s0))
      (v128.store offset=16 (local.get $sum) (local.get $s1))
      (v128.store offset=32 (local.get $sum) (local.get $s2))
      (v128.store offset=48 (local.get $sum) (local.get $s3))
      (br_if $columns (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 32))) (local.get $size)))))

  ;; Writes the unit vector of the sum to `out` (zeros where it has no direction), sets the sum to zero, gives its length.
  (func (export "unit") (param $size i32) (param $out i32) (result f64)
    (local $at i32) (local $s v128) (local $squares v128) (local $length f64) (local $by v128)
    (loop $add
      (local.set $s (v128.load (local.get $at)))
      (local.set $squares (f64x2.add (local.get $squares) (f64x2.mul (local.get $s) (local.get $s))))
      (br_if $add (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16)))
        (i32.shl (local.get $size) (i32.const 1)))))
    (local.set $length (f64.sqrt (f64.add
      (f64x2.extract_lane 0 (local.get $squares)) (f64x2.extract_lane 1 (local.get $squares)))))
    (local.set $by (f64x2.splat (select (local.get $length) (f64.const 1) (f64.gt (local.get $length) (f64.const 0)))))
    (local.set $at (i32.const 0))
    (loop $write
      (v128.store (i32.add (local.get $out) (local.get $at))
        (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
          (f32x4.demote_f64x2_zero (f64x2.div (v128.load (i32.shl (local.get $at) (i32.const 1))) (local.get $by)))
          (f32x4.demote_f64x2_zero
            (f64x2.div (v128.load offset=16 (i32.shl (local.get $at) (i32.const 1))) (local.get $by)))))
      (v128.store (i32.shl (local.get $at) (i32.const 1)) (v128.const i64x2 0 0))
      (v128.store offset=16 (i32.shl (local.get $at) (i32.const 1)) (v128.const i64x2 0 0))
      (br_if $write (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $size))))
    (local.get $length)))
