//! Import of foreign files: reading rows of many formats, mapping them to fields by a mapping file, writing them in
//! batches, listing what was bad. The first three steps know nothing of products: prices, stock, accounts and orders use
//! them with writers of their own.
