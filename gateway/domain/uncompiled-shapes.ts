import { z } from 'zod';

// Zod compiles a shape at its first use, which takes longer than all that most programs here ever parse with it. A shape looks
// at this once, when it is made: whoever loads shapes loads this first.
z.config({ jitless: true });
