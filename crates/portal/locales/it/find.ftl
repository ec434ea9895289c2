find-all = Tutti i prodotti
find-results-for = Risultati per «{ $query }»
find-within = «{ $query }»
find-count = { $count ->
    [one] { $count } prodotto
   *[other] { $count } prodotti
 }
find-did-you-mean = Si cercava forse:
find-filters = Filtri
find-results = Risultati
find-table = Tabella dei risultati
find-sort = Ordina per
find-sort-relevance = Per pertinenza
flash-filters-dropped = Non più conosciuti, e tralasciati: { $filters }.
find-sort-name = Per nome
find-view = Aspetto
find-view-table = Tabella
find-view-cards = Schede
find-subcategories = Sottocategorie
find-product = Prodotto
find-availability = Disponibilità
find-price = Prezzo netto
find-empty-title = Nessun prodotto trovato
find-empty-text = Provare con meno parole, con un codice senza separatori o togliendo qualche filtro.
find-empty-action = Sfoglia il catalogo
catalogue-empty-title = Il catalogo è ancora vuoto
catalogue-empty-text = I prodotti compaiono qui non appena vengono importati.
customer-code = Codice interno
customer-code-none = da assegnare
sheet-customer-code = Codice interno dell'azienda
code-sku = Codice
code-brand = Marca
code-mpn = Cod. produttore
code-gtin = GTIN
sheet-attributes = Caratteristiche
sheet-files = Documenti
sheet-buy = Prezzo e acquisto
sheet-no-picture = Disegno non disponibile
sheet-ended = Articolo non più in vendita
sheet-successor = Sostituito da { $sku } – { $name }
sheet-positions = Distinta ricambi
sheet-position = Pos.
sheet-per-machine = Per macchina
relation-spare_part = Ricambi
relation-accessory = Accessori
relation-substitute = Alternative equivalenti
relation-consumable = Materiale di consumo
relation-compatible_with = Compatibile con
price-list = Listino
price-net-of-vat = IVA esclusa
price-per = / { $quantity }
price-tiers = Scaglioni di quantità
price-from = Da
price-each = Prezzo
price-saving = Sconto
price-why = Perché questo prezzo
price-as-of-source = { $source }, calcolato
price-source-price_list = Listino
price-source-contract = Contratto
price-source-quote = Offerta
price-source-erp_live = Gestionale
price-source-erp_cached = Gestionale (ultimo dato noto)
price-source-fallback = Prezzo provvisorio
price-on-request = a richiesta
price-on-request-long = Prezzo a richiesta: contattare l'agente di riferimento.
stock-now = { $quantity } disponibili
stock-soon-date = Da { $date }
stock-soon-days = { $days ->
    [one] Fra { $days } giorno
   *[other] Fra { $days } giorni
 }
stock-order = Su ordinazione
stock-order-days = { $days ->
    [one] Su ordinazione, { $days } giorno
   *[other] Su ordinazione, { $days } giorni
 }
stock-ended = Fuori produzione
stock-by-warehouse = Disponibilità per magazzino
stock-warehouse = Magazzino
stock-available = Disponibile
stock-incoming = { $quantity } in arrivo { $date }
leaves-on = Partenza
lead-time = { $days ->
    [0] Tempo di consegna: in giornata
    [one] Tempo di consegna: 1 giorno lavorativo
   *[other] Tempo di consegna: { $days } giorni lavorativi
 }
lead-time-restock = { $days ->
    [one] Oltre la disponibilità: 1 giorno lavorativo
   *[other] Oltre la disponibilità: { $days } giorni lavorativi
 }
pack-minimum = Minimo
pack-step = Multiplo
quantity-in = Quantità in { $unit }
add-to-cart = Aggiungi al carrello
add-to-cart-sku = Aggiungi { $sku } al carrello
flash-added = { $lines ->
    [one] Aggiunta 1 riga al carrello.
   *[other] Aggiunte { $lines } righe al carrello.
 }
price-effect-won = Questo listino dà il prezzo
price-effect-outranked = Non usato: un altro listino viene prima e dà già il prezzo
price-effect-not_lowest = Non usato: un altro listino ha un prezzo più basso, o uguale
price-effect-no_entry = Non contiene l'articolo
price-effect-quantity_too_small = Vale da una quantità maggiore
price-effect-not_in_force = Non in vigore
price-effect-shut_out = Escluso da un listino esclusivo
price-effect-base = Listino di partenza
price-scope-account = riservato all'azienda
price-scope-parent = del gruppo aziendale
price-scope-group = per categoria di clienti
price-scope-everyone = per tutti
price-from-quantity = da { $quantity }
pack-box = Scatola
pack-carton = Cartone
pack-bag = Sacchetto
pack-pallet = Pallet
pack-reel = Bobina
pack-coil = Matassa
pack-drum = Fusto
pack-roll = Rotolo
pack-can = Tanica
pack-canister = Tanica
pack-jerrycan = Tanica
pack-pail = Secchio
pack-bottle = Flacone
pack-cartridge = Cartuccia
pack-tube = Tubo
pack-spray = Bombola spray
pack-bundle = Fascio
pack-bar = Barra
pack-sheet = Foglio
pack-set = Set
pack-kit = Kit
pack-pair = Coppia
pack-pack = Confezione
pack-packet = Pacchetto
pack-blister = Blister
pack-tray = Vassoio
pack-crate = Cassa
pack-case = Cassa
pack-layer = Strato
pack-sack = Sacco
pack-container = Contenitore
pack-ibc = Cisternetta IBC
find-sort-sku = Per codice
relation-fits = Montato su
relation-variants = Varianti
stock-words = disponibili
price-tier-applies = prezzo della quantità scelta
price-of-quantity = Prezzo per questa quantità
