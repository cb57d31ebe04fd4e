// Nest's decorators read their metadata through this; loaded once for each spec file, before it. Pure specs pay a millisecond for it.
import 'reflect-metadata';
