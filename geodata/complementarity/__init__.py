"""Where wind meets a storage gap: frames and arrays in, frames out; all of it pure."""
