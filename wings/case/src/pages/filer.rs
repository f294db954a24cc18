//! What a window says of whom it files for, as the rules of a case take it.

use house::web::filer::Filer;

use crate::rules::{Behalf, Parcel};

/// Whose matter it is, for the command.
pub(super) fn behalf(filer: &Filer) -> Option<Box<Behalf>> {
    let visitor = filer.visitor.as_ref()?;
    let (party, role) = (visitor.party.clone(), visitor.role);
    Some(Box::new(Behalf { party, role, bundle: None, files: Vec::new() }))
}

/// The parcel it came in, for the command.
pub(super) fn parcel(filer: &Filer) -> Option<Parcel> {
    let parcel = filer.visitor.as_ref()?.parcel.clone()?;
    Some(Parcel { waybill: parcel.waybill, sender: parcel.sender, arrived: parcel.arrived })
}
