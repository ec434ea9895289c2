find-all = All products
find-results-for = Results for “{ $query }”
find-within = “{ $query }”
find-count = { $count ->
    [one] { $count } product
   *[other] { $count } products
 }
find-did-you-mean = Did you mean:
find-filters = Filters
find-results = Results
find-table = Table of results
find-sort = Sort by
find-sort-relevance = By relevance
flash-filters-dropped = No longer known, and left out: { $filters }.
find-sort-name = By name
find-view = View
find-view-table = Table
find-view-cards = Cards
find-subcategories = Subcategories
find-product = Product
find-availability = Availability
find-price = Net price
find-empty-title = No product found
find-empty-text = Try fewer words, a code without separators, or remove a filter.
find-empty-action = Browse the catalogue
catalogue-empty-title = The catalogue is still empty
catalogue-empty-text = Products appear here as soon as they are imported.
customer-code = Own code
customer-code-none = not set
sheet-customer-code = Your company's own code
code-sku = Code
code-brand = Brand
code-mpn = Mfr. part no.
code-gtin = GTIN
sheet-attributes = Characteristics
sheet-files = Documents
sheet-buy = Price and purchase
sheet-no-picture = No drawing available
sheet-ended = No longer sold
sheet-successor = Replaced by { $sku } – { $name }
sheet-positions = Spare parts list
sheet-position = Pos.
sheet-per-machine = Per machine
relation-spare_part = Spare parts
relation-accessory = Accessories
relation-substitute = Equivalent alternatives
relation-consumable = Consumables
relation-compatible_with = Compatible with
price-list = List
price-net-of-vat = excl. VAT
price-per = / { $quantity }
price-tiers = Quantity breaks
price-from = From
price-each = Price
price-saving = Saving
price-why = Why this price
price-as-of-source = { $source }, worked out
price-source-price_list = Price list
price-source-contract = Contract
price-source-quote = Quote
price-source-erp_live = ERP
price-source-erp_cached = ERP (last known)
price-source-fallback = Provisional price
price-on-request = on request
price-on-request-long = Price on request: please ask your sales representative.
stock-now = { $quantity } in stock
stock-soon-date = From { $date }
stock-soon-days = { $days ->
    [one] In { $days } day
   *[other] In { $days } days
 }
stock-order = On order
stock-order-days = { $days ->
    [one] On order, { $days } day
   *[other] On order, { $days } days
 }
stock-ended = Discontinued
stock-by-warehouse = Stock by warehouse
stock-warehouse = Warehouse
stock-available = Available
stock-incoming = { $quantity } due { $date }
leaves-on = Leaves
lead-time = { $days ->
    [0] Lead time: leaves the same day
    [one] Lead time: 1 working day
   *[other] Lead time: { $days } working days
 }
lead-time-restock = { $days ->
    [one] Beyond what is in stock: 1 working day
   *[other] Beyond what is in stock: { $days } working days
 }
pack-minimum = Minimum
pack-step = Multiple of
quantity-in = Quantity in { $unit }
add-to-cart = Add to cart
add-to-cart-sku = Add { $sku } to the cart
flash-added = { $lines ->
    [one] 1 line added to the cart.
   *[other] { $lines } lines added to the cart.
 }
price-effect-won = This list gives the price
price-effect-outranked = Not used: another list comes first and already gives the price
price-effect-not_lowest = Not used: another list has a lower price, or the same
price-effect-no_entry = Does not hold the item
price-effect-quantity_too_small = Holds from a larger quantity
price-effect-not_in_force = Not in force
price-effect-shut_out = Shut out by an exclusive list
price-effect-base = Base list
price-scope-account = for the company
price-scope-parent = of the parent company
price-scope-group = for a group of customers
price-scope-everyone = for everyone
price-from-quantity = from { $quantity }
pack-box = Box
pack-carton = Carton
pack-bag = Bag
pack-pallet = Pallet
pack-reel = Reel
pack-coil = Coil
pack-drum = Drum
pack-roll = Roll
pack-can = Can
pack-canister = Canister
pack-jerrycan = Jerrycan
pack-pail = Pail
pack-bottle = Bottle
pack-cartridge = Cartridge
pack-tube = Tube
pack-spray = Spray can
pack-bundle = Bundle
pack-bar = Bar
pack-sheet = Sheet
pack-set = Set
pack-kit = Kit
pack-pair = Pair
pack-pack = Pack
pack-packet = Packet
pack-blister = Blister
pack-tray = Tray
pack-crate = Crate
pack-case = Case
pack-layer = Layer
pack-sack = Sack
pack-container = Container
pack-ibc = IBC
find-sort-sku = By code
relation-fits = Fitted to
relation-variants = Variants
stock-words = in stock
price-tier-applies = price of the quantity chosen
price-of-quantity = Price of this quantity
